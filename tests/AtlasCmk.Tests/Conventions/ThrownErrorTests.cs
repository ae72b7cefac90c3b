using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using AtlasCmk.HelpWriter;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>The help of a cmdlet names each error that the code it can reach makes. Refusals of services are decided in the clients, and are not seen here.</summary>
public sealed class ThrownErrorTests
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, CmdletHelp> s_help = new CmdletHelpReader(DocumentationComments.Beside(Product.Module), Product.Cmdlets).Read()
        .ToDictionary(h => h.Command.Name);

    /// <summary>Code that cmdlets share makes these, but not for this cmdlet.</summary>
    private static readonly Dictionary<string, string[]> s_ofOthers = new()
    {
        ["Disable-AtlasClusterEncryption"] = ["ClusterNotEligible"],
        ["Enable-AtlasClusterEncryption"] = ["ClusterKeyUnknown"],
        ["Grant-AtlasKeyAccess"] = ["KeyIdentifierInvalid", "KeyUnknown", "RoleInherited", "RoleThroughGroup"],
        ["Revoke-AtlasKeyAccess"] = ["ProjectNotExcludable", "RotatedBeforeCreation", "RotatedInFuture"],
        ["Invoke-AtlasKeyRotation"] = ["VaultNotConfigured"],
    };

    /// <summary>The Az context is asked only by cmdlets that use Azure, and its cloud only without a session.</summary>
    private static readonly string[] s_ofAzure = ["AzContextMissing", "AzContextGivesNoToken"];
    private static readonly string[] s_withoutSession = ["AzContextInAnotherCloud", "AzContextInUnknownCloud"];

    /// <summary>What each method makes and calls: all cmdlets reach much of the same code.</summary>
    private static readonly ConcurrentDictionary<MethodBase, (string[] Errors, MethodBase[] Calls)> s_read = new();

    public static TheoryData<Type> Cmdlets { get; } = [.. Product.Cmdlets];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Help_names_each_error_that_the_cmdlet_can_make(Type cmdlet)
    {
        var made = ReachableErrors(cmdlet).ToHashSet();
        var named = s_help[cmdlet.Name()].Errors.Select(e => e.Id).ToList();

        Assert.NotEmpty(made);
        Assert.Empty(made.Except([
            .. named, .. s_withoutSession, .. named.Contains("AzureSignInFailed") ? [] : s_ofAzure, .. s_ofOthers.GetValueOrDefault(cmdlet.Name(), []),
        ]).Order(StringComparer.Ordinal));
    }

    /// <summary>The entries of the catalog in all methods that the cmdlet calls, also in lambdas and after awaits. Calls through interfaces are not followed.</summary>
    private static IEnumerable<string> ReachableErrors(Type cmdlet)
    {
        var seen = new HashSet<MethodBase>();
        var open = new Stack<MethodBase>(Ancestors(cmdlet).SelectMany(type => Methods(type).Where(m => type == cmdlet || m.IsVirtual || m.IsConstructor)));
        while (open.TryPop(out var method))
        {
            if (!IsFollowed(method) || !seen.Add(method))
            {
                continue;
            }

            var (errors, calls) = s_read.GetOrAdd(method, Read);
            foreach (var error in errors)
            {
                yield return error;
            }

            foreach (var called in calls)
            {
                open.Push(called);
            }
        }
    }

    private static (string[] Errors, MethodBase[] Calls) Read(MethodBase method) => (
        [.. CalledMethods.FieldsOf(method).Where(f => f.IsStatic && f.FieldType == typeof(AtlasCmkError)).Select(f => ((AtlasCmkError)f.GetValue(null)!).ErrorId)],
        [.. CalledMethods.Of(method).Concat(method.GetCustomAttribute<StateMachineAttribute>() is { StateMachineType: var machine } ? Methods(machine) : [])
            .Select(called => called.DeclaringType is { IsConstructedGenericType: true } ? called.Module.ResolveMethod(called.MetadataToken)! : called)]);

    /// <summary>Not the constructors of the catalog, which use every entry. A contradiction of settings is a failed check, not an error.</summary>
    private static bool IsFollowed(MethodBase method) =>
        (method.Module.Assembly == Product.Module || method.Module.Assembly == Product.Core) && method is not { IsStatic: true, IsConstructor: true }
        && !(method.DeclaringType == typeof(CmkTarget) && method.Name == "Contradiction");

    private static IEnumerable<Type> Ancestors(Type cmdlet)
    {
        for (var type = cmdlet; type.Assembly == Product.Module; type = type.BaseType!)
        {
            yield return type;
        }
    }

    private static IEnumerable<MethodBase> Methods(Type type) => type.GetMembers(Declared).OfType<MethodBase>();
}
