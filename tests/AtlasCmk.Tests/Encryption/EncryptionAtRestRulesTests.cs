using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

public sealed class EncryptionAtRestRulesTests
{
    private static readonly string[] s_neededAtFirst = ["-KeyIdentifier", "-ResourceGroupName", "-SubscriptionId", "-TenantId", "-AzureCredential"];

    public static TheoryData<string> NeededAtFirst { get; } = [.. s_neededAtFirst];

    [Theory]
    [MemberData(nameof(NeededAtFirst))]
    public void The_first_enablement_names_what_is_missing_and_nothing_else(string parameter)
    {
        var all = Requests.FirstEnablement;
        var request = parameter switch
        {
            "-KeyIdentifier" => all with { Key = null },
            "-ResourceGroupName" => all with { ResourceGroupName = null },
            "-SubscriptionId" => all with { SubscriptionId = null },
            "-TenantId" => all with { TenantId = null },
            _ => all with { ClientId = null, ClientSecret = null },
        };

        var failure = Refused("FirstEnablementIncomplete", () => EncryptionAtRestRules.Plan(Given.NotEnabled, request));
        Assert.EndsWith($"these are missing: {parameter}.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Given.ProjectId, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_enablement_names_all_that_is_missing_at_once()
    {
        var failure = Refused("FirstEnablementIncomplete", () => EncryptionAtRestRules.Plan(Given.NotEnabled, Requests.PrivateNetworking));

        Assert.EndsWith(string.Join(", ", s_neededAtFirst) + ".", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_enablement_takes_the_vault_and_the_cloud_from_the_key() => Assert.Equal(
        new EncryptionAtRestChange
        {
            Enabled = true,
            KeyIdentifier = Given.Key,
            KeyVaultName = "kv-atlas",
            AzureEnvironment = "AZURE",
            ResourceGroupName = "rg-keys",
            SubscriptionId = Given.Subscription,
            TenantId = Given.Tenant,
            ClientId = Given.Client,
            ClientSecret = Requests.Secret,
        },
        EncryptionAtRestRules.Plan(Given.NotEnabled, Requests.FirstEnablement));

    [Fact]
    public void The_first_enablement_may_require_private_networking_at_once() =>
        Assert.True(EncryptionAtRestRules.Plan(Given.NotEnabled, Requests.FirstEnablement with { RequirePrivateNetworking = true })!.RequirePrivateNetworking);

    [Fact]
    public void Requiring_private_networking_sends_that_one_field() => Assert.Equal(
        new EncryptionAtRestChange { RequirePrivateNetworking = true },
        EncryptionAtRestRules.Plan(Given.Encryption(), Requests.PrivateNetworking));

    [Fact]
    public void A_change_of_an_enabled_project_has_just_the_fields_of_the_request_that_differ() => Requests.Any.Sample(request =>
    {
        var current = Given.Encryption();
        if (request == new EncryptionAtRestRequest())
        {
            Wrong("NothingToChange", () => EncryptionAtRestRules.Plan(current, request));
            return;
        }

        if (EncryptionAtRestRules.Plan(current, request) is { } change)
        {
            // The cloud, the vault, private networking and search nodes: what Any gives of these is what the project has, or says so here.
            var differs = request with
            {
                Key = request.Key?.Text == Given.Key ? null : request.Key,
                KeyVaultName = null,
                ResourceGroupName = request.ResourceGroupName == "rg-other" ? "rg-other" : null,
                SubscriptionId = request.SubscriptionId == Given.Subscription ? null : request.SubscriptionId,
                TenantId = request.TenantId == Given.Tenant ? null : request.TenantId,
                ClientId = request.ClientId == Given.Client ? null : request.ClientId,
                Cloud = null,
                RequirePrivateNetworking = request.RequirePrivateNetworking is true ? true : null,
                EnabledForSearchNodes = request.EnabledForSearchNodes is true ? true : null,
            };
            Assert.Equal(Fields(differs), Fields(change));
        }
    });

    [Theory]
    [InlineData(Given.Key + "/")]
    [InlineData("https://KV-Atlas.vault.azure.net:443/keys/Atlas-CMK/0123456789ABCDEF0123456789ABCDEF")]
    public void The_key_in_use_in_another_form_is_no_change(string key)
    {
        Assert.Null(EncryptionAtRestRules.Plan(Given.Encryption(), new() { Key = KeyIdentifierReading.Parse(key), KeyVaultName = "KV-ATLAS" }));
        Assert.Null(EncryptionAtRestRules.Plan(Given.Encryption(key: key), new() { Key = KeyIdentifierReading.Parse(Given.Key) }));
    }

    [Fact]
    public void A_version_is_sent_in_its_one_form_and_the_vault_that_stays_is_not_named()
    {
        var change = EncryptionAtRestRules.Plan(Given.Encryption(),
            new() { Key = KeyIdentifierReading.Parse(Given.OtherKey.Replace(".net/", ".net:443/", StringComparison.Ordinal).ToUpperInvariant() + "/"), KeyVaultName = "KV-ATLAS" })!;

        Assert.Equal(new EncryptionAtRestChange { KeyIdentifier = Given.OtherKey.Replace("atlas-cmk", "ATLAS-CMK", StringComparison.Ordinal) }, change);
        Assert.DoesNotContain("move", EncryptionAtRestRules.Describe(change), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_version_pins_a_project_that_names_none() => Assert.Equal(
        new EncryptionAtRestChange { KeyIdentifier = Given.Key },
        EncryptionAtRestRules.Plan(Given.Encryption(key: "https://kv-atlas.vault.azure.net/keys/atlas-cmk"), new() { Key = KeyIdentifierReading.Parse(Given.Key) }));

    [Fact]
    public void A_completed_change_is_not_repeated() => Requests.Any.Where(r => r.ClientSecret is null && r != new EncryptionAtRestRequest()).Sample(request =>
    {
        var current = Given.Encryption();
        if (EncryptionAtRestRules.Plan(current, request) is { } change)
        {
            var changed = new EncryptionAtRest(Given.ProjectId)
            {
                Enabled = true,
                KeyIdentifier = change.KeyIdentifier ?? current.KeyIdentifier,
                KeyVaultName = change.KeyVaultName ?? current.KeyVaultName,
                ResourceGroupName = change.ResourceGroupName ?? current.ResourceGroupName,
                SubscriptionId = change.SubscriptionId ?? current.SubscriptionId,
                TenantId = change.TenantId ?? current.TenantId,
                ClientId = change.ClientId ?? current.ClientId,
                AzureEnvironment = change.AzureEnvironment ?? current.AzureEnvironment,
                RequirePrivateNetworking = change.RequirePrivateNetworking ?? current.RequirePrivateNetworking,
                EnabledForSearchNodes = change.EnabledForSearchNodes ?? current.EnabledForSearchNodes,
            };

            Assert.Null(EncryptionAtRestRules.Plan(changed, request));
        }
    });

    [Fact]
    public void A_secret_is_sent_even_where_nothing_else_changes() =>
        Assert.NotNull(EncryptionAtRestRules.Plan(Given.Encryption(), new() { ClientId = Given.Client, ClientSecret = Requests.Secret }));

    [Fact]
    public void A_key_of_another_vault_than_the_one_given_is_refused()
    {
        var failure = Wrong("KeyOfAnotherVault", () => EncryptionAtRestRules.CheckAlone(Requests.NewKey with { KeyVaultName = "kv-other" }));

        Assert.Contains("belongs to vault kv-atlas, but -KeyVaultName is kv-other", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_vault_than_the_one_configured_is_refused()
    {
        var failure = Refused("KeyOfAnotherVault", () => EncryptionAtRestRules.Plan(Given.Encryption(), new() { Key = Of("kv-other", "vault.azure.net") }));

        Assert.Contains($"belongs to vault kv-other, but project {Given.ProjectId} uses vault kv-atlas", failure.Message, StringComparison.Ordinal);
        Assert.Contains("give -KeyVaultName too", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_move_to_another_vault_is_asked_for_with_its_name() =>
        Assert.Equal("kv-other", EncryptionAtRestRules.Plan(Given.Encryption(), new() { Key = Of("kv-other", "vault.azure.net"), KeyVaultName = "kv-other" })!.KeyVaultName);

    [Fact]
    public void A_move_to_another_vault_without_a_key_of_it_is_refused()
    {
        var failure = Refused("MoveWithoutKey", () => EncryptionAtRestRules.Plan(Given.Encryption(), new() { KeyVaultName = "kv-other" }));

        Assert.Contains("cannot move to kv-other and keep its key, which is in the vault kv-atlas", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-KeyIdentifier", failure.Remedy, StringComparison.Ordinal);
        Refused("MoveWithoutKey", () => EncryptionAtRestRules.Plan(Given.Encryption(), new() { Cloud = AzureCloud.China }));
    }

    [Fact]
    public void A_key_of_another_cloud_than_the_one_given_is_refused()
    {
        var failure = Wrong("KeyOfAnotherCloud", () => EncryptionAtRestRules.CheckAlone(Requests.NewKey with { Cloud = AzureCloud.China }));

        Assert.Contains("belongs to the cloud AZURE, but -AzureEnvironment is AZURE_CHINA", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_cloud_than_the_configured_one_is_refused_without_an_explicit_move()
    {
        var failure = Refused("KeyOfAnotherCloud", () => EncryptionAtRestRules.Plan(Given.Encryption(), new() { Key = Of("kv-atlas", "vault.azure.cn") }));

        Assert.Contains("give -AzureEnvironment AZURE_CHINA too", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_of_which_Atlas_says_no_cloud_is_in_the_public_one()
    {
        var current = new EncryptionAtRest(Given.ProjectId) { Enabled = true, KeyVaultName = "kv-atlas", KeyIdentifier = Given.Key };

        Assert.Contains($"project {Given.ProjectId} uses AZURE.",
            Refused("KeyOfAnotherCloud", () => EncryptionAtRestRules.Plan(current, new() { Key = Of("kv-atlas", "vault.azure.cn") })).Message, StringComparison.Ordinal);
        Assert.Equal(["AzureEnvironment"], new KeyChange(current, new() { AzureEnvironment = "AZURE_CHINA" }).VaultMoves);
        Assert.Empty(new KeyChange(current, new() { AzureEnvironment = "AZURE" }).VaultMoves);
        Assert.Null(EncryptionAtRestRules.Plan(current, new() { Cloud = AzureCloud.Public }));
    }

    [Fact]
    public void Only_vault_group_subscription_and_cloud_move_a_project_and_case_is_no_move()
    {
        var current = Given.Encryption();

        Assert.Equal(
            ["KeyVaultName", "ResourceGroupName", "SubscriptionId", "AzureEnvironment"],
            new KeyChange(current, new() { KeyVaultName = "kv-other", ResourceGroupName = "rg-other", SubscriptionId = Given.Tenant, AzureEnvironment = "AZURE_CHINA" }).VaultMoves);
        Assert.Empty(new KeyChange(current, new() { KeyVaultName = "KV-ATLAS", ResourceGroupName = "RG-KEYS", SubscriptionId = Given.Subscription.ToUpperInvariant() }).VaultMoves);
        Assert.Empty(new KeyChange(current, new() { KeyIdentifier = Given.OtherKey, TenantId = Given.Client, ClientId = Given.Tenant, RequirePrivateNetworking = true }).VaultMoves);
        Assert.Empty(new KeyChange(Given.NotEnabled, new() { KeyVaultName = "kv-other" }).VaultMoves);
    }

    [Fact]
    public void A_question_says_what_a_change_does_and_never_the_secret() => Requests.Any.Where(r => r != new EncryptionAtRestRequest()).Sample(request =>
    {
        var change = EncryptionAtRestRules.Plan(Given.Encryption(), request) ?? new();
        var question = EncryptionAtRestRules.Describe(change);

        Assert.NotEmpty(question);
        Assert.All(new[] { change.KeyIdentifier, change.KeyVaultName, change.ResourceGroupName, change.SubscriptionId, change.TenantId, change.ClientId }, value =>
            Assert.Contains(value ?? "", question, StringComparison.Ordinal));
        Assert.Equal(nameof(EncryptionAtRestChange), change.ToString());
        Assert.Equal(nameof(EncryptionAtRestRequest), request.ToString());
    });

    private static KeyIdentifier Of(string vault, string suffix) => KeyIdentifierReading.Parse($"https://{vault}.{suffix}/keys/atlas-cmk/0123456789abcdef0123456789abcdef");

    /// <summary>The changed settings, with Atlas's names.</summary>
    private static IEnumerable<string> Fields(object values) =>
        from property in values.GetType().GetProperties()
        where property.GetValue(values) is not null
        let name = property.Name switch { "Key" => "KeyIdentifier", "Cloud" => "AzureEnvironment", var same => same }
        orderby name
        select name;

    /// <summary>By the state of one project: others, in the same pipeline, go on.</summary>
    private static AtlasCmkException Refused(string errorId, Func<object?> act) => Failure(errorId, FailureKind.Refused, () => { act(); });

    /// <summary>The command ends for any project.</summary>
    private static AtlasCmkException Wrong(string errorId, Action act) => Failure(errorId, FailureKind.InvalidArgument, act);

    private static AtlasCmkException Failure(string errorId, FailureKind kind, Action act)
    {
        var failure = Assert.Throws<AtlasCmkException>(act);
        Assert.Equal((errorId, kind), (failure.ErrorId, failure.Kind));
        return failure;
    }
}
