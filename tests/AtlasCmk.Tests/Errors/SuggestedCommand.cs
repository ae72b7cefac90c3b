using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AtlasCmk.Tests.Conventions;

namespace AtlasCmk.Tests.Errors;

/// <summary>A command in a message, as a user would select it: from its name to the end of its sentence.</summary>
internal sealed partial class SuggestedCommand
{
    private const string Quotes = "'\u2018\u2019\u201A\u201B";
    private static readonly string[] s_common = ["Confirm", "Debug", "ErrorAction", "Verbose", "WhatIf"];

    /// <summary>Parameters of Az's cmdlets that a remedy may use; false for a switch. Sources: the help of Az.KeyVault, Az.Resources and Az.Accounts.</summary>
    private static readonly Dictionary<string, Dictionary<string, bool>> s_az = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Connect-AzAccount"] = Parameters("Tenant Subscription Environment ClaimsChallenge", "Identity"),
        ["Get-AzADServicePrincipal"] = Parameters("ApplicationId ObjectId DisplayName", ""),
        ["Get-AzKeyVault"] = Parameters("VaultName ResourceGroupName SubscriptionId", ""),
        ["Get-AzKeyVaultKeyRotationPolicy"] = Parameters("VaultName Name", ""),
        ["Get-AzActivityLog"] = Parameters("ResourceId StartTime", ""),
        ["Invoke-AzKeyVaultKeyRotation"] = Parameters("VaultName Name", ""),
        ["New-AzADAppCredential"] = Parameters("ApplicationId EndDate", ""),
        ["New-AzADServicePrincipal"] = Parameters("ApplicationId", ""),
        ["New-AzRoleAssignment"] = Parameters("ObjectId ObjectType RoleDefinitionName Scope", ""),
        ["Register-AzResourceProvider"] = Parameters("ProviderNamespace", ""),
        ["Set-AzContext"] = Parameters("Subscription Tenant", ""),
        ["Set-AzKeyVaultAccessPolicy"] = Parameters("VaultName ResourceGroupName SubscriptionId ObjectId PermissionsToKeys", "BypassObjectIdValidation"),
        ["Undo-AzKeyVaultKeyRemoval"] = Parameters("VaultName Name", ""),
        ["Update-AzKeyVault"] = Parameters("VaultName ResourceGroupName SubscriptionId PublicNetworkAccess", "EnablePurgeProtection"),
        ["Update-AzKeyVaultKey"] = Parameters("VaultName Name Version Enable Expires NotBefore KeyOps", ""),
        ["Get-Credential"] = Parameters("UserName", ""),
        ["Get-Date"] = Parameters("", ""),
        ["Where-Object"] = Parameters("eq ne", ""),
    };

    private SuggestedCommand(string text) => Text = text;

    public string Text { get; }

    /// <summary>The commands with parameters or in a pipeline. A cmdlet that a sentence only names is none.</summary>
    public static IEnumerable<SuggestedCommand> In(string text)
    {
        for (var from = 0; CmdletName().Match(text, from) is { Success: true } name; from = Math.Max(from, name.Index + name.Length))
        {
            var end = End(text, name.Index);
            from = end;
            if (CommandStart().IsMatch(text[(name.Index + name.Length)..end]))
            {
                yield return new(text[name.Index..end].TrimEnd());
            }
        }
    }

    /// <summary>The faults of a pasted command.</summary>
    public IEnumerable<string> Faults()
    {
        var script = Parser.ParseInput(Text, out _, out var errors);
        return errors.Select(e => e.Message)
            .Concat(script.FindAll(a => a is VariableExpressionAst or SubExpressionAst or ExpandableStringExpressionAst or ScriptBlockExpressionAst, searchNestedScriptBlocks: true)
            .Select(a => $"runs or reads {a.Extent.Text}"))
            .Concat(script.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().SelectMany(Faults))
            .Concat(script.FindAll(a => a is PipelineAst, searchNestedScriptBlocks: true).Cast<PipelineAst>().SelectMany(OfPipeline));
    }

    private static int End(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (Quotes.Contains(text[i], StringComparison.Ordinal))
            {
                i = EndOfLiteral(text, i);
            }
            else if (text[i] is '(' or '{')
            {
                depth++;
            }
            else if (text[i] is ')' or '}' && --depth < 0)
            {
                return i;
            }
            else if (depth == 0 && (text[i..].StartsWith(" or ", StringComparison.Ordinal) || text[i..].StartsWith(" #", StringComparison.Ordinal)))
            {
                return i;
            }
            else if (depth == 0 && text[i] is '.' or ':' or ';' or '?' && (i + 1 == text.Length || text[i + 1] == ' '))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static int EndOfLiteral(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (Quotes.Contains(text[i], StringComparison.Ordinal))
            {
                if (i + 1 == text.Length || !Quotes.Contains(text[i + 1], StringComparison.Ordinal))
                {
                    return i;
                }

                i++;
            }
        }

        return text.Length;
    }

    private static IEnumerable<string> OfPipeline(PipelineAst pipeline)
    {
        // The first of a pipeline says which project, record or vault is meant; the others take it from there.
        if (pipeline.PipelineElements[0] is CommandAst first && Known(first.GetCommandName()) is { } known && known.ContainsKey("ProjectId")
            && first.GetCommandName() is not ("Connect-Atlas" or "New-AtlasSession")
            && !first.CommandElements.OfType<CommandParameterAst>().Any(p => p.ParameterName is "ProjectId" or "RecordPath" or "SubscriptionId"))
        {
            yield return $"{first.GetCommandName()} names no project and no vault";
        }
    }

    private static IEnumerable<string> Faults(CommandAst command)
    {
        if (Known(command.GetCommandName()) is not { } parameters)
        {
            yield return $"there is no command {command.GetCommandName() ?? command.Extent.Text}";
            yield break;
        }

        var elements = command.CommandElements.Skip(1).ToList();
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i] is not CommandParameterAst parameter)
            {
                if (command.GetCommandName() != "Where-Object" || i > 0)
                {
                    yield return $"{elements[i].Extent.Text} belongs to no parameter";
                }
            }
            else if (s_common.Contains(parameter.ParameterName))
            {
                i += parameter.ParameterName == "ErrorAction" ? 1 : 0;
            }
            else if (!parameters.TryGetValue(parameter.ParameterName, out var takesValue))
            {
                yield return $"{command.GetCommandName()} has no parameter {parameter.ParameterName}";
            }
            else if (takesValue && ++i >= elements.Count | elements.ElementAtOrDefault(i) is CommandParameterAst)
            {
                yield return $"{parameter.ParameterName} has no value";
            }
        }
    }

    private static Dictionary<string, bool>? Known(string? name) =>
        s_az.GetValueOrDefault(name ?? "") ?? (Product.Cmdlets.SingleOrDefault(c => c.Name() == name) is { } cmdlet
            ? cmdlet.Parameters().ToDictionary(p => p.Property.Name, p => p.Property.PropertyType != typeof(SwitchParameter), StringComparer.OrdinalIgnoreCase)
            : null);

    private static Dictionary<string, bool> Parameters(string values, string switches) => values.Split(' ').Select(v => (v, true)).Concat(switches.Split(' ').Select(s => (s, false)))
        .Where(p => p.Item1.Length > 0).ToDictionary(p => p.Item1, p => p.Item2, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<![\w\\-])[A-Z][a-z]+-(Atlas|Az)[A-Za-z]*\b")]
    private static partial Regex CmdletName();

    [GeneratedRegex(@"^ (-[A-Z]|\| [A-Z])")]
    private static partial Regex CommandStart();
}
