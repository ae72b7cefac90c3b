using System.Management.Automation;
using System.Reflection;
using System.Security;
using AtlasCmk.Commands;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>An empty variable means neither "all" nor "unchanged": an empty parameter is refused before any request.</summary>
public sealed class EmptyParameterTests
{
    private static readonly Type[] s_checked = [typeof(string), typeof(string[]), typeof(object[]), typeof(AtlasSession), typeof(SecureString), typeof(Uri), typeof(Guid?)];

    public static TheoryData<Type> Cmdlets { get; } = [.. Product.Cmdlets];

    private static IEnumerable<PropertyInfo> Parameters(Type cmdlet) => cmdlet.Parameters().Select(p => p.Property).Where(p => s_checked.Contains(p.PropertyType));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Null_is_refused(Type cmdlet) =>
        Assert.Empty(Parameters(cmdlet).Where(p => !MayBeMissing(p) && !Refuses(p, null)).Select(p => $"-{p.Name} takes $null: it needs [ValidateText], [ValidateNotNull] or [AzureUuid]"));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void An_empty_list_and_an_empty_element_are_refused(Type cmdlet) => Assert.Empty(
        Parameters(cmdlet).Where(p => p.PropertyType == typeof(string[]) && !(Refuses(p, Array.Empty<string>()) && Refuses(p, new[] { "66c9e8f1dd6c9960802420e9", "" })))
            .Select(p => $"-{p.Name} takes an empty list"));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_UUID_is_taken_as_Azure_shows_it(Type cmdlet) => Assert.Empty(
        cmdlet.Parameters().Select(p => p.Property).Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(Guid) && p.GetCustomAttribute<AzureUuidAttribute>() is null)
            .Select(p => $"-{p.Name} needs [AzureUuid]"));

    /// <summary>The binder may bring nothing from a piped object; then the cmdlet itself refuses.</summary>
    private static bool MayBeMissing(PropertyInfo parameter) => parameter.GetCustomAttribute<ValidateAtlasIdAttribute>() is { MayBeMissing: true };

    private static bool Refuses(PropertyInfo parameter, object? value) =>
        parameter.GetCustomAttributes<ArgumentTransformationAttribute>().Any(a => Throws(() => a.Transform(null!, value!)))
        || parameter.GetCustomAttributes<ValidateArgumentsAttribute>().Any(a => Throws(() => Validate(a, value)));

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (Exception e) when ((e as TargetInvocationException)?.InnerException is ValidationMetadataException or ArgumentTransformationMetadataException
            || e is ArgumentTransformationMetadataException)
        {
            return true;
        }
    }

    private static void Validate(ValidateArgumentsAttribute attribute, object? value) =>
        attribute.GetType().GetMethod("Validate", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(object), typeof(EngineIntrinsics)])!.Invoke(attribute, [value, null]);
}
