using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Security;

namespace AtlasCmk.Sessions;

/// <summary>Az.Accounts, if it is already loaded in the cmdlet's runspace. On the pipeline thread.</summary>
/// <remarks>Finding its commands by name would import it, which takes seconds and is the user's decision. So only loaded modules are searched.</remarks>
internal sealed class AzModule
{
    private const string NotImported = "Az.Accounts is not imported in this runspace.";

    private readonly PSCmdlet _cmdlet;
    private readonly PSModuleInfo _module;

    private AzModule(PSCmdlet cmdlet, PSModuleInfo module) => (_cmdlet, _module) = (cmdlet, module);

    /// <summary>Null if Az.Accounts is not loaded.</summary>
    public static AzModule? Find(PSCmdlet cmdlet) =>
        cmdlet.InvokeCommand.InvokeScript("Microsoft.PowerShell.Core\\Get-Module -Name Az.Accounts")
            .Select(o => o.BaseObject).OfType<PSModuleInfo>().MaxBy(m => m.Version) is { } module ? new(cmdlet, module) : null;

    /// <exception cref="AtlasCmkException">Az.Accounts is not loaded, or not signed in.</exception>
    public static AzContext RequireContext(PSCmdlet cmdlet) =>
        (Find(cmdlet) ?? throw AzureSignInErrors.AzContextMissing(NotImported)).ReadContext() ?? throw AzureSignInErrors.AzContextMissing("Az is not signed in in this runspace.");

    /// <summary>Null if Az is not signed in.</summary>
    public AzContext? ReadContext()
    {
        var context = Run("Get-AzContext", []).FirstOrDefault();
        return context is null || Read(context, "Account") is null
            ? null
            : new(Text(context, "Tenant", "Id"), Text(context, "Subscription", "Id"), Text(context, "Environment", "Name"));
    }

    /// <summary>Null if Az is not signed in.</summary>
    public AzContextToken? GetToken(string resource, string? tenantId)
    {
        if (ReadContext() is not { } context)
        {
            return null;
        }

        var parameters = new Hashtable { ["ResourceTypeName"] = resource };
        if (tenantId is not null)
        {
            parameters["TenantId"] = tenantId;
        }

        // Before Az.Accounts 2.17 there are only plain tokens; since 5.0 they are secure by default.
        if (Command("Get-AzAccessToken").Parameters.ContainsKey("AsSecureString"))
        {
            parameters["AsSecureString"] = true;
        }

        var answer = Run("Get-AzAccessToken", parameters).FirstOrDefault() ?? throw AzureSignInErrors.AzContextGivesNoToken("Get-AzAccessToken returned nothing.");
        return new(
            Plain(Read(answer, "Token")) switch
            {
                SecureString { Length: > 0 } token => token,
                string { Length: > 0 } token => Secure(token),
                _ => throw AzureSignInErrors.AzContextGivesNoToken("the result of Get-AzAccessToken has no Token."),
            },
            Plain(Read(answer, "ExpiresOn")) switch
            {
                DateTimeOffset time => time,
                DateTime time => new(time.ToUniversalTime()),
                var other => throw AzureSignInErrors.AzContextGivesNoToken($"its ExpiresOn is {other ?? "empty"}, which is not a time."),
            },
            context.Environment);
    }

    private Collection<PSObject> Run(string name, Hashtable parameters)
    {
        // Az's warnings are about changes of its cmdlets; its debug stream may contain secrets.
        parameters["ErrorAction"] = ActionPreference.Stop;
        parameters["WarningAction"] = ActionPreference.SilentlyContinue;
        parameters["Debug"] = false;
        parameters["Verbose"] = false;
        try
        {
            return _cmdlet.InvokeCommand.InvokeScript("param($command, $parameters) & $command @parameters", Command(name), parameters);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw AzureSignInErrors.AzContextGivesNoToken($"{name}: {e.Message}", e);
        }
    }

    private CommandInfo Command(string name) =>
        _module.ExportedCommands.TryGetValue(name, out var command) ? command : throw AzureSignInErrors.AzContextGivesNoToken($"Az.Accounts {_module.Version} has no {name}.");

    private static object? Read(object value, string property) => PSObject.AsPSObject(value).Properties[property]?.Value;

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string? Text(object value, string outer, string inner) =>
        Read(value, outer) is { } part && Convert.ToString(Plain(Read(part, inner)), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
