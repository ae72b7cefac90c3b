namespace AtlasCmk.Tests.Fakes;

/// <summary>A session with services of a test's own.</summary>
/// <remarks>Written by hand, because the property tests open one for each question, and a substitute costs more than the question.</remarks>
internal sealed class FakeSession : IAtlasConnection
{
    private readonly IAtlasApi _atlas;
    private readonly IKeyVaultApi _keyVault;

    private FakeSession(IAtlasApi atlas, IKeyVaultApi keyVault) => (_atlas, _keyVault) = (atlas, keyVault);

    public static SessionContext Of(IAtlasApi atlas, IKeyVaultApi keyVault, IOperationLog log, TimeProvider time) =>
        new(new FakeSession(atlas, keyVault), log, time, default);

    public IAtlasApi OpenAtlas(IOperationLog log) => _atlas;

    public IKeyVaultApi OpenKeyVault(IOperationLog log) => _keyVault;

    public IKeyVaultKeysApi OpenKeys(IOperationLog log) => throw new NotSupportedException("This session has no keys.");

    public IEntraApi OpenEntra(IOperationLog log) => throw new NotSupportedException("This session has no Microsoft Entra.");

    public IApplicationApi OpenApplications(IOperationLog log) => throw new NotSupportedException("This session has no Microsoft Graph.");

    public Task SignOutAsync(IOperationLog log, CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
