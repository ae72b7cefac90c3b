using System.Management.Automation;
using System.Reflection;

namespace AtlasCmk.HelpWriter;

/// <summary>
/// Writes the MAML help of a binary module, <c>AtlasCmk.HelpWriter MODULE.dll FOLDER</c>: from the assembly's cmdlets, and from
/// the documentation comments (<c>*.xml</c>) of it and of the assemblies that it refers to, beside it, to
/// <c>FOLDER/MODULE.dll-Help.xml</c>; the topic about_MODULE_Errors from the table of errors; and, in a folder that is named third, a Markdown page for each cmdlet. Whatever is missing goes to standard error, all at once, in the form that MSBuild takes for
/// errors of the build; then the exit code is 1 and nothing is written.
/// </summary>
/// <remarks>
/// <para>What a comment on a cmdlet's class becomes:</para>
/// <list type="table">
/// <item><term><c>summary</c></term><description>the synopsis, one sentence</description></item>
/// <item><term><c>remarks</c></term><description>the description: <c>para</c>, <c>list</c> and <c>code</c> in it</description></item>
/// <item><term><c>example</c></term><description>an example: a first <c>para</c>, its title; a first <c>code</c>, its command;
/// the rest, its remarks; it has to bind, and to use the cmdlet by its own name</description></item>
/// <item><term><c>note</c></term><description>a paragraph of the notes: the roles that are needed, <c>Atlas: …</c> and
/// <c>Azure: …</c>, costs, limits</description></item>
/// <item><term><c>error</c></term><description>the ids of errors that the cmdlet can give; those of its base classes, which all
/// their cmdlets can give, are added</description></item>
/// <item><term><c>seealso</c></term><description>a related link: <c>href</c> with a text, or <c>cref</c> of another cmdlet's
/// class; the first <c>href</c> is what <c>Get-Help -Online</c> opens</description></item>
/// </list>
/// <para>On a parameter's property: <c>summary</c> (and <c>remarks</c>) is the description, <c>value</c> the default value where
/// the property's initial value does not tell it. Accepted values, ranges, aliases, position and pipeline input come from the
/// attributes. A pipeline's input and output types are described by their own <c>summary</c> and their properties'.</para>
/// <para><c>inheritdoc</c> takes what a comment does not say itself from the base class, or from its <c>cref</c>. A <c>see</c> of a
/// cmdlet's class reads as the cmdlet's name, of a parameter's property as <c>-Name</c>.</para>
/// </remarks>
internal static class Program
{
    private static int Main(string[] arguments) => Run(arguments, Console.Error);

    internal static int Run(IReadOnlyList<string> arguments, TextWriter errors)
    {
        if (arguments.Count is not (2 or 3))
        {
            errors.WriteLine("Usage: AtlasCmk.HelpWriter <module assembly> <output folder> [<folder for Markdown pages>]");
            return 2;
        }

        var path = Path.GetFullPath(arguments[0]);
        if (!File.Exists(Path.ChangeExtension(path, ".xml")))
        {
            errors.WriteLine(new HelpError(path, "HELP000", "The assembly has no documentation file beside it."));
            return 1;
        }

        // LoadFrom also finds what the assembly refers to in its own folder.
        var assembly = Assembly.LoadFrom(path);
        var comments = DocumentationComments.Beside(assembly);
        Type[] types = [.. assembly.GetExportedTypes().Where(t => !t.IsAbstract && t.IsDefined(typeof(CmdletAttribute), inherit: false))];
        var cmdlets = new CmdletHelpReader(comments, types).Read();

        var module = assembly.GetName().Name!;
        var exitCode = Write(cmdlets, module, Path.Combine(arguments[1], Path.GetFileName(path) + "-Help.xml"), errors);
        if (exitCode == 0)
        {
            var topic = $"about_{module}_Errors";
            File.WriteAllText(Path.Combine(arguments[1], topic + ".help.txt"), AboutErrors.Write(topic));
            if (arguments.Count == 3)
            {
                WritePages(cmdlets, arguments[2]);
            }
        }

        return exitCode;
    }

    /// <summary>One page for each cmdlet; pages of cmdlets that are gone are deleted.</summary>
    internal static void WritePages(IReadOnlyList<CmdletHelp> cmdlets, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "*.md").Where(f => !cmdlets.Any(c => c.Command.Name == Path.GetFileNameWithoutExtension(f))))
        {
            File.Delete(old);
        }

        foreach (var cmdlet in cmdlets)
        {
            File.WriteAllText(Path.Combine(folder, cmdlet.Command.Name + ".md"), MarkdownWriter.Write(cmdlet));
        }
    }

    internal static int Write(IReadOnlyList<CmdletHelp> cmdlets, string module, string file, TextWriter errors)
    {
        var found = HelpChecks.Check(cmdlets, module);
        foreach (var error in found)
        {
            errors.WriteLine(error);
        }

        if (found.Count > 0)
        {
            return 1;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        MamlWriter.Write(cmdlets).Save(file);
        return 0;
    }
}
