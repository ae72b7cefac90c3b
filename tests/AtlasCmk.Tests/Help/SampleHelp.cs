using System.Management.Automation;
using AtlasCmk.HelpWriter;

namespace AtlasCmk.Tests.Help;

/// <summary>The help of sample cmdlets, read as the build reads the module's.</summary>
internal static class SampleHelp
{
    public static IReadOnlyList<CmdletHelp> Of(params IEnumerable<Type> cmdlets) =>
        new CmdletHelpReader(DocumentationComments.Beside(typeof(SampleHelp).Assembly), cmdlets).Read();

    /// <summary>The public ones: those that importing this assembly as a module gives.</summary>
    public static IReadOnlyList<CmdletHelp> All() =>
        Of(typeof(SampleHelp).Assembly.GetExportedTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Cmdlet))));
}
