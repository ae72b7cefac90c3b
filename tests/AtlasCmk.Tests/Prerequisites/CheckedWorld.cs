using System.Text.Json;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using AtlasCmk.Tests.Clients;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>A Sandbox at some stage of the job, and its first project checked over the wire.</summary>
internal sealed class CheckedWorld : IAsyncDisposable
{
    private readonly SandboxServer _server;
    private AtlasConnection _connection;

    private CheckedWorld(SandboxServer server, bool asAtlas)
    {
        _server = server;
        _connection = Connect(o => asAtlas ? o with { Azure = AsAtlas(server.Description.AzureClientSecret) } : o);
    }

    public SandboxDescription About => _server.Description;

    public SandboxServer Server => _server;

    public string SecondProject => _server.World.Projects[1].Id;

    /// <param name="stage">Where the world begins.</param>
    /// <param name="asAtlas">Whether Azure is asked as Atlas's own application, and not as the operator.</param>
    public static async Task<CheckedWorld> AtStageAsync(string stage, bool asAtlas = false) =>
        new(await SandboxServer.StartAsync(new SandboxOptions { Stage = stage, Projects = 2, Provisioning = TimeSpan.FromMinutes(5) }), asAtlas);

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _server.DisposeAsync();
    }

    public JsonElement Command(string name, object argument) => JsonSerializer.SerializeToElement(
        WorldCommands.Execute(_server.World, name, JsonSerializer.SerializeToElement(argument)));

    /// <summary>Atlas refuses whatever has this in its path.</summary>
    public void AtlasRefuses(string path) => Command("refuse", new { errorCode = "NOT_TODAY", status = 400, path, times = 99 });

    /// <summary>Azure refuses whatever matches.</summary>
    public void AzureRefuses(string path) => _server.Faults.Add(new Fault { Face = "arm", Path = path, Status = 403, Times = 99 });

    /// <summary>Atlas shows the first project's settings with another key identifier.</summary>
    public void ShowSettings(string keyIdentifier, bool valid, bool privately = true, string? resourceGroup = null) => _server.Faults.Add(new Fault
    {
        Method = "GET",
        Path = "encryptionAtRest$",
        Times = 99,
        Body = JsonSerializer.SerializeToNode(new
        {
            azureKeyVault = new
            {
                enabled = true,
                valid,
                keyIdentifier,
                requirePrivateNetworking = privately,
                azureEnvironment = "AZURE",
                keyVaultName = About.KeyVaultName,
                resourceGroupName = resourceGroup ?? About.ResourceGroup,
                subscriptionID = About.SubscriptionId,
                tenantID = About.TenantId,
                clientID = About.AzureClientId,
            },
        }),
    });

    /// <summary>Atlas looks whether it can use the key.</summary>
    public void LetAtlasLook() => _server.World.Do(() => _server.World.KeyValidator.Validate(_server.World.Projects[0]));

    public void ConnectWith(string publicKey, string privateKey) => Reconnect(o => o with { Atlas = new(publicKey, ArmFixture.Secret(privateKey)) });

    public void SignInToAzureWith(AzureSignIn signIn) => Reconnect(o => o with { Azure = signIn });

    /// <summary>Azure is asked as Atlas's own application.</summary>
    public AzureSignIn AsAtlas(string secret) => new(AzureAuthentication.ClientSecret)
    {
        TenantId = About.TenantId,
        ClientId = About.AzureClientId,
        ClientSecret = ArmFixture.Secret(secret),
    };

    /// <summary>An endpoint of the second project asks for a connection of the same vault.</summary>
    public void AddEndpointElsewhere() => _server.World.Do(() =>
    {
        var project = _server.World.Projects[1];
        project.Encryption.Azure = _server.World.Projects[0].Encryption.Azure;
        _server.World.Endpoints.FinishProvisioning(_server.World.Endpoints.Create(project, "US_WEST"));
    });

    /// <summary>The parameters of a user who is about to enable the project.</summary>
    public PrerequisiteRequest Wanted(bool withSecret = true, bool? privately = null) => new()
    {
        KeyIdentifier = About.KeyIdentifier,
        Settings = new()
        {
            ResourceGroupName = About.ResourceGroup,
            SubscriptionId = About.SubscriptionId,
            TenantId = About.TenantId,
            ClientId = About.AzureClientId,
            ClientSecret = withSecret ? ArmFixture.Secret(About.AzureClientSecret) : null,
            RequirePrivateNetworking = privately,
        },
    };

    public async Task<IReadOnlyList<PrerequisiteCheck>> CheckAsync(PrerequisiteRequest? request = null) => (await Test().RunAsync(request ?? new(), diagnose: false)).Checks;

    public async Task<CmkDiagnosis> DiagnoseAsync(PrerequisiteRequest? request = null) => (await Test().RunAsync(request ?? new(), diagnose: true)).Diagnosis!;

    public Task<PrerequisiteFacts> ReadAsync(PrerequisiteRequest? request = null) => new PrerequisiteReading(Project(), request ?? new()).RunAsync();

    private TestPrerequisite Test() => new(Project());

    private ProjectContext Project() => new SessionContext(_connection, new KeptLog(), TimeProvider.System, default).Project(About.ProjectId);

    private AtlasConnection Connect(Func<ConnectionOptions, ConnectionOptions> change) => new(change(SandboxFile.Read(_server.DescriptionFile).Options));

    private void Reconnect(Func<ConnectionOptions, ConnectionOptions> change)
    {
        _connection.Dispose();
        _connection = Connect(change);
    }
}
