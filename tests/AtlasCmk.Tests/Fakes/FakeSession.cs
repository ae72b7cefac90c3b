using NSubstitute;

namespace AtlasCmk.Tests.Fakes;

/// <summary>A session with services of a test's own.</summary>
internal static class FakeSession
{
    public static SessionContext Of(IAtlasApi atlas, IKeyVaultApi keyVault, IOperationLog log, TimeProvider time)
    {
        var connection = Substitute.For<IAtlasConnection>();
        connection.OpenAtlas(log).Returns(atlas);
        connection.OpenKeyVault(log).Returns(keyVault);
        return new(connection, log, time, default);
    }
}
