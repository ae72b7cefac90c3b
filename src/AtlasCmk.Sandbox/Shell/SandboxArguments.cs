using System.Globalization;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Shell;

/// <summary>The parsed command line.</summary>
internal sealed record SandboxArguments(SandboxAction Action, string? Script, SandboxOptions Options)
{
    public const string Usage = """
        Runs a local Atlas and a local Azure to practice with, and PowerShell scripts that use them.

          dotnet run --project src/AtlasCmk.Sandbox                              runs module/examples/quickstart.ps1
          dotnet run --project src/AtlasCmk.Sandbox -- run SCRIPT.ps1 [options]  runs a script, with the module imported
                                                                                 and $Sandbox set: begin with
                                                                                 Connect-Atlas -Sandbox $Sandbox
          dotnet run --project src/AtlasCmk.Sandbox -- serve [options]           serves until you stop it
          dotnet run --project src/AtlasCmk.Sandbox -- serve --worlds            serves many worlds for a test suite:
                                                                                 see about_AtlasCmk_Sandbox

          --port N            TLS port (default: a free port)
          --projects N        number of projects, at most 250 in each organization (1)
          --estate            the projects are a company's: three organizations, a vault for each environment, and most
                              projects complete (40 projects, at most 750)
          --mixed             adds clusters that cannot use a customer-managed key
          --latency MS        delay of every response (0)
          --rate-limit NAME=CAPACITY/REFILL
                              limit of a set of operations, and the tokens that arrive each minute (can be repeated).
                              NAME is GROUP for all sets that count by project, USER for those that count by
                              caller, or one of encryptionAtRest, clusters, cloudBackups, projects, projectList,
                              flexClusters, cloudProviderAccess, atlasSearch, events, rateLimits, organizationList
          --steady-refill     these tokens arrive evenly, instead of at once each minute
          --provisioning MS   time that Atlas takes to create a private endpoint (1500)
          --speed N           speed of the world's clock and of all waits in a session (1)
          --seed N            seed for all IDs: the same seed creates the same world (1)
          --stage S           stage of the setup at the start: fresh, enabled, private, pending, active, encrypted
          --cloud C           cloud of the vaults: AZURE, AZURE_CHINA, AZURE_US_GOVERNMENT
          --follow-key        the key identifier has no version, so Atlas uses the latest enabled one
          --arm NAME=VALUE    how Azure behaves (the first value is the default; can be repeated):
                connectionUpdate=recorded|immediate|updating|operation|failed
                                              how approving or rejecting a connection completes
                operationAnswer=connection|status|empty|noContent|notFound
                                              response of the address in Azure-AsyncOperation
                connectionNames=consumer|withGuid
                                              the consumer's name, or a name of the form endpoint.guid
                listsLeaveOutState=false|true lists of connections omit the status
                rejectionIsFinal=false|true   a rejected connection cannot be approved
                slowConnectionDelete=false|true
                                              removing a connection continues after the response
                missingConnectionIsNotFound=false|true
                                              a missing connection gives 404 instead of 204
          --401-without-code  the body of a 401 from Atlas has no errorCode, as in 2023
          --new-endpoint-id   an endpoint that Atlas recreates gets a new ID
          --inexact-counts    totalCount is wrong, because it is only an estimate
          --digest-sha256     Atlas's digest challenge uses SHA-256 instead of MD5
          --name-keys         snapshots show the key version that they need (masterKeyUUID)
          --service-account   signs in to Atlas with a service account, not an API key
          --azure-sign-in W   signs in to Azure without the operator's tokens: ManagedIdentity
          --proxy             adds a proxy that requires a user and a password
          --record FILE       writes every request and response as JSON lines, including tokens
          --help              shows this help
        """;

    private const int LargestPort = 65535;
    private const int MostProjects = 10_000;
    private const int MostProjectsOfAnEstate = Estate.Organizations * Organization.MostProjects;

    /// <exception cref="UsageException">An invalid argument. The message names it.</exception>
    public static SandboxArguments Parse(IReadOnlyList<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        var parsed = new SandboxArguments(SandboxAction.Quickstart, null, new SandboxOptions());
        if (rest.TryPeek(out var first) && !first.StartsWith('-'))
        {
            parsed = rest.Dequeue() switch
            {
                "serve" => parsed with { Action = SandboxAction.Serve },
                "run" => parsed with { Action = SandboxAction.Run, Script = Next(rest, "run", "SCRIPT.ps1") },
                var unknown => throw new UsageException($"'{unknown}' is not a command. Use serve or run."),
            };
        }

        while (rest.TryDequeue(out var name))
        {
            if (name is "--help" or "-h" or "-?")
            {
                return parsed with { Action = SandboxAction.Help };
            }

            parsed = name is "--worlds" && parsed.Action == SandboxAction.Serve
                ? parsed with { Action = SandboxAction.ServeWorlds }
                : parsed with { Options = Apply(parsed.Options, name, rest) };
        }

        if (parsed.Options is { IsEstate: true, Projects: > MostProjectsOfAnEstate })
        {
            throw new UsageException($"--estate allows at most {MostProjectsOfAnEstate} projects: 250 in each of three organizations.");
        }

        return parsed.Action != SandboxAction.ServeWorlds || parsed.Options == new SandboxOptions { Port = parsed.Options.Port } ? parsed
            : throw new UsageException("--worlds allows only --port. Send the other options with each world.");
    }

    /// <summary>The options of one world among many, the same as for <c>serve</c>.</summary>
    /// <exception cref="UsageException">What cannot be understood, by name.</exception>
    public static SandboxOptions ParseWorld(IReadOnlyList<string> options) =>
        Parse(["serve", .. options]) is { Action: SandboxAction.Serve } parsed ? parsed.Options : throw new UsageException("A world does not allow --worlds or --help.");

    private static SandboxOptions Apply(SandboxOptions options, string name, Queue<string> rest) => name switch
    {
        "--port" => options with { Port = Number(rest, name, 0, LargestPort) },
        "--projects" => options with { Projects = Number(rest, name, 1, MostProjects) },
        "--rate-limit" => options with { RateLimits = [.. options.RateLimits, RateLimit(rest, name)] },
        "--steady-refill" => options with { SteadyRefill = true },
        "--estate" => options with { IsEstate = true, Projects = options.Projects == 1 ? 40 : options.Projects },
        "--mixed" => options with { Mixed = true },
        "--latency" => options with { Latency = TimeSpan.FromMilliseconds(Number(rest, name, 0, int.MaxValue)) },
        "--provisioning" => options with { Provisioning = TimeSpan.FromMilliseconds(Number(rest, name, 0, int.MaxValue)) },
        "--speed" => options with { Speed = Number(rest, name, 1, WorldClock.Fastest) },
        "--seed" => options with { Seed = Number(rest, name, 0, int.MaxValue) },
        "--stage" => options with { Stage = OneOf(rest, name, WorldStages.Names) },
        "--cloud" => options with { AzureEnvironment = OneOf(rest, name, [.. CloudEndpoints.Known.Select(cloud => cloud.AtlasName)]) },
        "--follow-key" => options with { FollowsLatestVersion = true },
        "--arm" => options with { Arm = [.. options.Arm, ArmSetting(rest, name)] },
        "--401-without-code" => options with { UnauthorizedHasNoCode = true },
        "--new-endpoint-id" => options with { NewEndpointIdOnRecreation = true },
        "--inexact-counts" => options with { InexactCounts = true },
        "--digest-sha256" => options with { DigestAlgorithm = "SHA-256" },
        "--name-keys" => options with { SnapshotsNameTheirKey = true },
        "--service-account" => options with { ServiceAccount = true },
        "--azure-sign-in" => options with { AzureAuthentication = OneOf(rest, name, ["ManagedIdentity"]) },
        "--proxy" => options with { Proxy = true },
        "--record" => options with { RecordFile = Next(rest, name, "a file") },
        _ => throw new UsageException($"'{name}' is not an option."),
    };

    private static string Next(Queue<string> rest, string name, string what) =>
        rest.TryDequeue(out var value) && !value.StartsWith("--", StringComparison.Ordinal) ? value : throw new UsageException($"{name} requires {what}.");

    private static int Number(Queue<string> rest, string name, int least, int most)
    {
        var value = Next(rest, name, "a number");
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{name} requires a number from {least} to {most}, not '{value}'.");
    }

    private static (string Name, string Value) ArmSetting(Queue<string> rest, string option)
    {
        var parts = Next(rest, option, "NAME=VALUE").Split('=', 2);
        return !ResourceManagerBehavior.Known.TryGetValue(parts[0], out var values)
            ? throw new UsageException($"{option} requires one of {string.Join(", ", ResourceManagerBehavior.Known.Keys)}, not '{parts[0]}'.")
            : parts.Length == 2 && values.Contains(parts[1]) ? (parts[0], parts[1])
            : throw new UsageException($"{option} {parts[0]} requires one of {string.Join(", ", values)}, not '{parts.ElementAtOrDefault(1)}'.");
    }

    private static (string Name, int Capacity, int? Refill) RateLimit(Queue<string> rest, string option)
    {
        var value = Next(rest, option, "NAME=CAPACITY/REFILL");
        var match = Regex.Match(value, "^(?<name>[A-Za-z]+)=(?<capacity>[0-9]{1,8})/(?<refill>[0-9]{1,8})$");
        var set = match.Groups["name"].Value;
        return !match.Success ? throw new UsageException($"{option} requires NAME=CAPACITY/REFILL, for example clusters=60/60, not '{value}'.")
            : !RateLimitSet.Names.Contains(set) ? throw new UsageException($"{option} requires one of {string.Join(", ", RateLimitSet.Names)}, not '{set}'.")
            : Count("capacity") > 0 && Count("refill") > 0 ? (set, Count("capacity"), Count("refill"))
            : throw new UsageException($"{option} requires numbers above 0, not '{value}'.");

        int Count(string part) => int.Parse(match.Groups[part].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static string OneOf(Queue<string> rest, string name, IReadOnlyCollection<string> known)
    {
        var value = Next(rest, name, $"one of {string.Join(", ", known)}");
        return known.Contains(value) ? value : throw new UsageException($"{name} requires one of {string.Join(", ", known)}, not '{value}'.");
    }
}

internal enum SandboxAction
{
    Quickstart,
    Run,
    Serve,
    ServeWorlds,
    Help,
}

/// <summary>An invalid command line. The message names the invalid value.</summary>
internal sealed class UsageException(string message) : Exception(message);
