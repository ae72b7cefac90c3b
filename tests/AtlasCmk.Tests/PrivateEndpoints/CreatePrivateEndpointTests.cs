using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class CreatePrivateEndpointTests
{
    private const string Region = "US_EAST_2";

    private readonly World _world = new();

    private AkvPrivateEndpoint? Create(string region = Region, TimeSpan? wait = null) => Create(_world, region, wait);

    private static AkvPrivateEndpoint? Create(World world, string region = Region, TimeSpan? wait = null) =>
        world.Run(() => new CreatePrivateEndpoint(world.Project, world.Answers).RunAsync(region, wait));

    [Fact]
    public void It_reads_asks_and_creates_one()
    {
        Assert.Equal("INITIATING", Create()!.Status);
        Assert.Equal(["GET privateEndpoints", "ask", $"POST privateEndpoints {Region}"], _world.Journal);
    }

    [Theory]
    [InlineData("INITIATING")]
    [InlineData("ACTIVE")]
    [InlineData("PENDING_RECREATION")]
    public void An_existing_item_is_returned_without_a_question(string status)
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_CENTRAL", "ACTIVE", number: 2), Given.Endpoint(Region, status)]);

        Assert.Equal((Region, status), (Create("us_east_2")!.RegionName, Create("us_east_2")!.Status));
        Assert.Equal(["GET privateEndpoints"], _world.Journal);
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("DELETING")]
    public void A_usable_endpoint_is_preferred_over_an_unusable_one_in_its_region(string status)
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint(Region, status), Given.Endpoint(Region, "ACTIVE", number: 2)]);
        Assert.Equal(Given.EndpointId(2), Create()!.EndpointId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public void A_FAILED_endpoint_is_an_error_with_the_commands_that_replace_it(int? minutes)
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint(Region, "FAILED", error: "Microsoft.Network is not registered")]);

        var failure = Assert.Throws<AtlasCmkException>(() => Create(wait: minutes is { } m ? TimeSpan.FromMinutes(m) : null));

        Assert.Equal("EndpointFailed", failure.ErrorId);
        Assert.Contains("Microsoft.Network is not registered", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Remove-AtlasAkvPrivateEndpoint -ProjectId '{Given.ProjectId}' -EndpointId '{Given.EndpointId(1)}' -Wait; New-AtlasAkvPrivateEndpoint "
            + $"-ProjectId '{Given.ProjectId}' -RegionName '{Region}' -Wait", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("POST"));
    }

    [Fact]
    public void An_endpoint_that_fails_on_creation_is_an_error()
    {
        _world.Atlas.OnCreate = region => Given.Endpoint(region, "FAILED", error: "quota");
        Assert.Equal("EndpointFailed", Assert.Throws<AtlasCmkException>(() => Create()).ErrorId);
    }

    [Theory]
    [InlineData("PENDING_RECREATION", null, "PENDING_RECREATION")]
    [InlineData("SUSPENDED_BY_ATLAS", null, "'SUSPENDED_BY_ATLAS'")]
    [InlineData("INITIATING", "slow today", "slow today")]
    public void An_existing_endpoint_is_reported_with_Atlass_message(string status, string? said, string expected)
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint(Region, status, error: said)]);

        Assert.Equal(status, Create()!.Status);
        Assert.Contains(expected, Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Declining_returns_nothing_and_creates_nothing()
    {
        _world.Answers.ToFirst = false;

        Assert.Null(Create(wait: TimeSpan.FromMinutes(1)));
        Assert.Equal(0, _world.Count("POST"));
    }

    [Fact]
    public void An_endpoint_that_is_being_deleted_must_be_gone_first()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint(Region, "DELETING")]);

        Assert.Equal("EndpointBeingDeleted", Assert.Throws<AtlasCmkException>(() => Create()).ErrorId);
        Assert.Equal(0, _world.Count("POST"));
    }

    [Fact]
    public void The_successor_of_one_that_is_being_deleted_counts()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint(Region, "DELETING"), Given.Endpoint(Region, "INITIATING", number: 2)]);

        Assert.Equal(Given.EndpointId(2), Create()!.EndpointId);
    }

    [Fact]
    public void A_lost_answer_is_settled_by_looking()
    {
        _world.Atlas.OnCreate = region =>
        {
            _world.Atlas.Endpoints.Set([Given.Endpoint(region, "INITIATING")]);
            throw Given.Loss();
        };

        Assert.Equal(Region, Create()!.RegionName);
        Assert.Equal(["GET privateEndpoints", "ask", $"POST privateEndpoints {Region}", "GET privateEndpoints"], _world.Journal);
    }

    [Fact]
    public void A_failed_creation_is_tried_three_times_at_most()
    {
        _world.Atlas.OnCreate = _ => throw Given.Refusal("POST", 500, "UNEXPECTED_ERROR");

        var failure = Assert.Throws<AtlasCmkException>(() => Create());

        Assert.Equal("EndpointNotCreated", failure.ErrorId);
        Assert.Contains("UNEXPECTED_ERROR", failure.Message, StringComparison.Ordinal);
        Assert.IsType<AtlasApiException>(failure.InnerException);
        Assert.Equal(3, _world.Count("POST"));
        Assert.Equal(1, _world.Count("ask"));
        Assert.Equal("GET privateEndpoints", _world.Journal[^1]);
    }

    [Theory]
    [InlineData(400, "INVALID_REGION")]
    [InlineData(403, "FEATURE_UNSUPPORTED")]
    [InlineData(429, "RATE_LIMITED_TOKEN_BUCKET")]
    public void A_clear_refusal_is_returned(int status, string code)
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.OnCreate = _ => throw Given.Refusal("POST", status, code);

        Assert.Equal(code, Assert.Throws<AtlasApiException>(() => Create()).ErrorCode);
        Assert.Equal(1, _world.Count("POST"));
    }

    [Fact]
    public void A_refusal_without_private_networking_names_that_reason()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.OnCreate = _ => throw Given.Refusal("POST", 400, "VALIDATION_ERROR");
        string[] regions = ["US_EAST_2", "US_CENTRAL"];

        var failures = regions.Select(r => Assert.Throws<AtlasCmkException>(() => Create(r))).ToList();

        Assert.All(failures, f => Assert.Equal("PrivateNetworkingNotRequired", f.ErrorId));
        Assert.Contains("VALIDATION_ERROR", failures[0].Message, StringComparison.Ordinal);
        Assert.Contains($"Set-AtlasEncryptionAtRest -ProjectId '{Given.ProjectId}' -RequirePrivateNetworking", failures[0].Remedy, StringComparison.Ordinal);
        Assert.Equal(1, _world.Count("GET encryptionAtRest"));
    }

    [Fact]
    public void A_refusal_for_a_project_without_a_key_names_that_reason()
    {
        _world.Atlas.OnCreate = _ => throw Given.Refusal("POST", 400, "VALIDATION_ERROR");
        Assert.Equal("NotEnabledForProject", Assert.Throws<AtlasCmkException>(() => Create()).ErrorId);

        _world.Atlas.OnCreate = _ => throw Given.Refusal("POST", 400, "ENCRYPTION_AT_REST_NOT_ENABLED");
        Assert.Equal("ENCRYPTION_AT_REST_NOT_ENABLED", Assert.Throws<AtlasApiException>(() => Create()).ErrorCode);
    }

    /// <summary>A try is carried out or not, and its answer is given, lost, or a fault on Atlas's side.</summary>
    [Fact]
    public void A_region_never_gets_two_endpoints_whatever_happens_to_the_answers() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 2]).Array[3].Sample(tries =>
        {
            var world = new World();
            var posts = 0;
            world.Atlas.OnCreate = region =>
            {
                var (carriedOut, answer) = tries[posts++];
                var endpoint = Given.Endpoint(region, "INITIATING", number: posts);
                if (carriedOut || answer == 0)
                {
                    world.Atlas.Endpoints.Set([.. world.Atlas.Endpoints.Now, endpoint]);
                }

                return answer switch { 0 => endpoint, 1 => throw Given.Loss(), _ => throw Given.Refusal("POST", 500, "UNEXPECTED_ERROR") };
            };
            var created = tries.Any(t => t.Item1 || t.Item2 == 0);

            if (created)
            {
                var endpoint = Create(world)!;
                Assert.Equal(Assert.Single(world.Atlas.Endpoints.Now).EndpointId, endpoint.EndpointId);
            }
            else
            {
                Assert.Equal("EndpointNotCreated", Assert.Throws<AtlasCmkException>(() => Create(world)).ErrorId);
                Assert.Empty(world.Atlas.Endpoints.Now);
            }
        });

    [Fact]
    public void Waiting_ends_when_there_is_a_connection_to_approve()
    {
        _world.Atlas.OnCreate = region =>
        {
            _world.Atlas.Endpoints.Set([Given.Endpoint(region, "INITIATING")]).After(150, [Given.Endpoint(region, "PENDING_ACCEPTANCE", "pe-1")]);
            return _world.Atlas.Endpoints.Now[0];
        };

        Assert.Equal("pe-1", Create(wait: TimeSpan.FromMinutes(30))!.PrivateEndpointConnectionName);
        Assert.InRange(_world.Elapsed.TotalSeconds, 150, 161);
    }

    [Fact]
    public void Waiting_for_one_that_is_active_already_is_over()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint(Region, "ACTIVE", "pe-1")]);

        Assert.Equal("ACTIVE", Create(wait: TimeSpan.FromMinutes(30))!.Status);
        Assert.Equal(["GET privateEndpoints"], _world.Journal);
    }

    [Fact]
    public void Regions_that_are_created_together_share_every_poll()
    {
        string[] regions = ["US_EAST_2", "US_CENTRAL", "EUROPE_WEST"];
        AkvPrivateEndpoint[] All(string status, string? connection) => [.. regions.Select((r, i) => Given.Endpoint(r, status, connection, i))];
        _world.Atlas.OnCreate = region => All("INITIATING", null).Single(e => e.RegionName == region);
        _world.Answers.Meanwhile = () => _world.Atlas.Endpoints.Set(All("INITIATING", null)).After(60, All("PENDING_ACCEPTANCE", "pe"));

        var created = _world.Run(() => Task.WhenAll(regions.Select(r => new CreatePrivateEndpoint(_world.Project, _world.Answers).RunAsync(r, TimeSpan.FromMinutes(30)))));

        Assert.Equal(regions, created.Select(e => e!.RegionName));
        Assert.Equal(3, _world.Count("POST"));
        Assert.Equal(11, _world.Count("GET"));
    }
}
