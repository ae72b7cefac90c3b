using System.Management.Automation;
using System.Management.Automation.Host;

namespace AtlasCmk.Pipeline;

/// <summary>The additional confirmations of a command. The default answer is No, as for everything with a security impact.</summary>
internal sealed class Questions(ProjectNaming naming)
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Asks for Yes or No.</summary>
    public bool Choose(Cmdlet shell, IReadOnlyList<string> question, string caption) =>
        shell.ShouldContinue(VisibleText.Lines(Named(question)), VisibleText.Of(naming.InMessage(caption)), hasSecurityImpact: true, ref _yesToAll, ref _noToAll);

    /// <summary>Asks for a text, for what a key press must not do. Every other text is No.</summary>
    public bool Type(Cmdlet shell, IReadOnlyList<string> question, string caption, string text)
    {
        var field = new FieldDescription($"Type {text} to continue");
        var answer = ((PSCmdlet)shell).Host.UI.Prompt(VisibleText.Of(naming.InMessage(caption)), VisibleText.Lines(Named([.. question, ""])), [field]);
        return $"{answer?.GetValueOrDefault(field.Name)}".Trim().Equals(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Asks once before several projects are changed, and names them.</summary>
    /// <exception cref="AtlasCmkException">The host cannot ask.</exception>
    public bool ForAll(Cmdlet shell, string question, IReadOnlyList<string> projects, string caption)
    {
        try
        {
            // "Yes to All" must not answer the later questions of single projects.
            var (all, none) = (false, false);
            if (shell.ShouldContinue(VisibleText.Lines([question, "", .. projects.Select(naming.Label)]), VisibleText.Of(caption), hasSecurityImpact: true, ref all, ref none))
            {
                return true;
            }
        }
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException))
        {
            throw CommandErrors.CannotConfirm($"{projects.Count} projects", question.TrimEnd('?'), e);
        }

        shell.WriteSafely(ShowDeclined);
        return false;
    }

    /// <summary>Written to the screen by the host, as Write-Host does.</summary>
    public static void Show(Cmdlet shell, string message) => shell.WriteInformation(new HostInformationMessage { Message = VisibleText.Of(message) }, ["PSHOST"]);

    public static void ShowDeclined(Cmdlet shell) => Show(shell, "Nothing was changed.");

    private IEnumerable<string> Named(IEnumerable<string> lines) => lines.Select(naming.InMessage);
}
