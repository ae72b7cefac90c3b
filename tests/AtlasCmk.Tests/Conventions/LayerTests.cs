using AtlasCmk.Clients;
using NetArchTest.Rules;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>The rooms of Core know each other one way: nouns, then ports, then rules, then workflows. Features of the workflows do not know each other.</summary>
public sealed class LayerTests
{
    private const string Ports = "AtlasCmk.Ports";
    private const string Rules = "AtlasCmk.Rules";
    private const string Workflows = "AtlasCmk.Workflows";

    private static readonly string[] s_features =
        [.. typeof(AtlasSession).Assembly.GetTypes().Select(t => t.Namespace ?? "").Where(n => n.StartsWith($"{Workflows}.", StringComparison.Ordinal)).Distinct()];

    public static TheoryData<string> Features => [.. s_features];

    private static Types Core => Types.InAssembly(typeof(AtlasSession).Assembly);

    [Fact]
    public void Nouns_use_no_other_room() => Keeps(Core.That().ResideInNamespaceMatching("^AtlasCmk$"), Ports, Rules, Workflows);

    [Fact]
    public void Ports_use_nouns_only() => Keeps(Core.That().ResideInNamespace(Ports), Rules, Workflows);

    [Fact]
    public void Rules_use_nouns_only() => Keeps(Core.That().ResideInNamespace(Rules), Ports, Workflows);

    [Fact]
    public void Shared_workflows_use_no_feature() => Keeps(Core.That().ResideInNamespaceMatching("^AtlasCmk.Workflows$"), s_features);

    [Theory]
    [MemberData(nameof(Features))]
    public void A_feature_does_not_use_another_feature(string feature) => Keeps(Core.That().ResideInNamespace(feature), [.. s_features.Where(f => f != feature)]);

    [Fact]
    public void A_file_of_Core_has_the_namespace_of_its_room_and_feature() => Assert.Empty(
        from file in Product.Sources("src/AtlasCmk.Core")
        let folders = Path.GetRelativePath(Path.Combine(Product.Folder, "src/AtlasCmk.Core"), file).Split(Path.DirectorySeparatorChar)
        let wanted = folders switch
        {
            ["Nouns", ..] => "AtlasCmk",
            ["Workflows", not ("Changing" or "Reading" or "Waiting") and var feature, _] => $"{Workflows}.{feature}",
            [var room, ..] => $"AtlasCmk.{room}",
            [] => null,
        }
        where !File.ReadLines(file).Contains($"namespace {wanted};")
        select $"{file}: {wanted}");

    /// <summary>The compiler writes types too, some of them into its own namespaces.</summary>
    [Fact]
    public void Every_type_of_Core_is_in_a_room() =>
        Assert.Empty(typeof(AtlasSession).Assembly.GetTypes().Where(t => !t.IsNested && !t.Name.StartsWith('<')
            && t.Namespace is not ("AtlasCmk" or Ports or Rules or Workflows)
            && t.Namespace?.Split('.') is not (["System" or "Microsoft", ..] or ["AtlasCmk", "Workflows", _])).Select(t => t.FullName));

    [Fact]
    public void The_clients_do_not_use_workflows() => Keeps(Types.InAssembly(typeof(AtlasApi).Assembly).That().HaveNameMatching("."), Workflows);

    private static void Keeps(PredicateList types, params string[] others)
    {
        Assert.NotEmpty(types.GetTypes());
        var failing = types.ShouldNot().HaveDependencyOnAny(others).GetResult().FailingTypeNames ?? [];
        Assert.True(failing.Count == 0, string.Join('\n', failing));
    }
}
