using System.Management.Automation;
using System.Reflection;

namespace AtlasCmk.HelpWriter;

/// <summary>
/// <c>AtlasCmk.HelpWriter MODULE.dll FOLDER [PAGES]</c> writes the help of a binary module. Sources are the assembly's cmdlets
/// and the documentation comments (<c>*.xml</c>) of the assembly and its references, in the same folder. Output is
/// <c>FOLDER/MODULE.dll-Help.xml</c>, the topic about_MODULE_Errors and, with a third argument, a Markdown page per cmdlet.
/// All problems go to standard error in MSBuild's error format. Then the exit code is 1 and nothing is written.
/// </summary>
/// <remarks>
/// <para>The elements of a comment on a cmdlet's class:</para>
/// <list type="table">
/// <item><term><c>summary</c></term><description>the synopsis, one sentence</description></item>
/// <item><term><c>remarks</c></term><description>the description: <c>para</c>, <c>list</c> and <c>code</c> in it</description></item>
/// <item><term><c>example</c></term><description>an example: the first <c>para</c> is its title, the first <c>code</c> its command,
/// and the rest its remarks. It must bind, and use the cmdlet by its name</description></item>
/// <item><term><c>note</c></term><description>a paragraph of the notes: the required roles, <c>Atlas: …</c> and
/// <c>Azure: …</c>, costs, limits</description></item>
/// <item><term><c>error</c></term><description>the IDs of errors that the cmdlet can give. Those of its base classes are added</description></item>
/// <item><term><c>seealso</c></term><description>a related link: <c>href</c> with a text, or <c>cref</c> of another cmdlet's
/// class. <c>Get-Help -Online</c> opens the first <c>href</c></description></item>
/// </list>
/// <para>On a parameter's property, <c>summary</c> (and <c>remarks</c>) is the description. <c>value</c> is the default value, if
/// the property's initial value does not show it. Accepted values, ranges, aliases, position and pipeline input come from the
/// attributes. Input and output types are described by their <c>summary</c> and that of their properties.</para>
/// <para><c>inheritdoc</c> takes missing parts from the base class or from its <c>cref</c>. A <c>see</c> of a cmdlet's class becomes
/// the cmdlet's name, and of a parameter's property <c>-Name</c>.</para>
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
            errors.WriteLine(new HelpError(path, "HELP000", "The assembly has no documentation file in its folder."));
            return 1;
        }

        // LoadFrom also finds the assembly's references in its folder.
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

    /// <summary>Writes a page for each cmdlet, and deletes pages of cmdlets that no longer exist.</summary>
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
        HelpError[] found = [.. HelpChecks.Check(cmdlets, module), .. ErrorCatalog.All.SelectMany(EnglishChecks.Check)];
        foreach (var error in found)
        {
            errors.WriteLine(error);
        }

        if (found.Length > 0)
        {
            return 1;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        MamlWriter.Write(cmdlets).Save(file);
        return 0;
    }
}
