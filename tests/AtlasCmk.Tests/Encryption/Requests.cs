using System.Security;
using AtlasCmk.Tests.Fakes;
using CsCheck;

namespace AtlasCmk.Tests.Encryption;

/// <summary>Parameters of Set-AtlasEncryptionAtRest.</summary>
internal static class Requests
{
    public static SecureString Secret { get; } = MakeSecret();

    /// <summary>Everything that Atlas needs the first time.</summary>
    public static EncryptionAtRestRequest FirstEnablement { get; } = new()
    {
        Key = KeyIdentifierReading.Parse(Given.Key),
        ResourceGroupName = Given.Vault.ResourceGroupName,
        SubscriptionId = Given.Subscription,
        TenantId = Given.Tenant,
        ClientId = Given.Client,
        ClientSecret = Secret,
    };

    public static EncryptionAtRestRequest PrivateNetworking { get; } = new() { RequirePrivateNetworking = true };

    public static EncryptionAtRestRequest NewKey { get; } = new() { Key = KeyIdentifierReading.Parse(Given.OtherKey) };

    /// <summary>Any request whose parts agree with each other and with the vault of <see cref="Given.Encryption"/>.</summary>
    public static Gen<EncryptionAtRestRequest> Any { get; } =
        Gen.Select(
            Maybe(Gen.OneOfConst(KeyIdentifierReading.Parse(Given.Key), KeyIdentifierReading.Parse(Given.OtherKey))),
            Gen.Select(Maybe(Gen.Const(Given.Vault.Name)), Maybe(Gen.OneOfConst("rg-keys", "RG-KEYS", "rg-other")), Maybe(Gen.OneOfConst(Given.Subscription, Given.Tenant))),
            Gen.Select(Maybe(Gen.OneOfConst(Given.Tenant, Given.Client)), Maybe(Gen.OneOfConst(Given.Client, Given.Tenant)), Maybe(Gen.Const(Secret))),
            Maybe(Gen.Const(AzureCloud.Public)),
            Gen.Select(Gen.OneOfConst<bool?>(null, true, false), Gen.OneOfConst<bool?>(null, true, false)))
            .Select((key, vault, signIn, cloud, flags) => new EncryptionAtRestRequest
            {
                Key = key,
                KeyVaultName = vault.Item1,
                ResourceGroupName = vault.Item2,
                SubscriptionId = vault.Item3,
                TenantId = signIn.Item1,
                ClientId = signIn.Item2,
                ClientSecret = signIn.Item3,
                Cloud = cloud,
                RequirePrivateNetworking = flags.Item1,
                EnabledForSearchNodes = flags.Item2,
            });

    private static Gen<T?> Maybe<T>(Gen<T> value)
        where T : class => Gen.Select(Gen.Bool, value).Select((given, v) => given ? v : null);

    private static SecureString MakeSecret()
    {
        var secret = new SecureString();
        secret.AppendChar('s');
        secret.MakeReadOnly();
        return secret;
    }
}
