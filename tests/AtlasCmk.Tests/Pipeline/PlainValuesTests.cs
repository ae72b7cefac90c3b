using System.Collections;
using System.Management.Automation;
using System.Security;
using AtlasCmk.Pipeline;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

public sealed class PlainValuesTests
{
    [Fact]
    public void Shell_objects_become_plain_values()
    {
        var custom = new PSObject();
        custom.Properties.Add(new PSNoteProperty("n", 1));
        var body = PSObject.AsPSObject(new Hashtable { ["on"] = new SwitchParameter(true), ["list"] = new object[] { PSObject.AsPSObject("a"), 2L, custom }, ["day"] = DayOfWeek.Friday });

        var fields = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(PlainValues.FromShell(body));

        Assert.Equal((true, "Friday"), (fields["on"], fields["day"]));
        var list = Assert.IsAssignableFrom<IReadOnlyList<object?>>(fields["list"]);
        Assert.Equal(["a", 2L], list.Take(2));
        Assert.Equal(1, Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(list[2])["n"]);
    }

    [Fact]
    public void Values_without_a_text_form_are_refused()
    {
        using var secret = new SecureString();

        Assert.Contains("SecureString", Refused(secret), StringComparison.Ordinal);
        Assert.Contains("PSCredential", Refused(new Hashtable { ["x"] = new PSCredential("a", secret) }), StringComparison.Ordinal);
        Assert.Contains("Object", Refused(new[] { new object() }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_contains_itself_is_refused()
    {
        var body = new Hashtable();
        body["itself"] = body;

        Assert.Contains("32 levels", Refused(body), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_keep_the_order_of_their_properties()
    {
        var shown = Assert.IsType<PSObject>(PlainValues.ToShell(new Dictionary<string, object?> { ["b"] = 1L, ["a"] = new List<object?> { null, new Dictionary<string, object?>() } }));

        Assert.Equal(["b", "a"], shown.Properties.Select(p => p.Name));
        Assert.IsType<PSObject>(((object?[])shown.Properties["a"].Value)[1]);
    }

    private static string Refused(object body) => Assert.Throws<AtlasCmkException>(() => PlainValues.FromShell(body)).Message;
}
