namespace AtlasCmk.Clients;

/// <summary>Compares each response with its request. A response about another object is not trusted, and nothing is changed after it.</summary>
internal static class Asked
{
    /// <param name="what">The kind of object, for the message: "project", "key version".</param>
    /// <param name="asked">The requested object. The services ignore the case of names.</param>
    /// <param name="answered">The object in the response. Null if the response does not name one.</param>
    /// <param name="untrusted">Creates the service's error from a description of the problem.</param>
    public static void MustBe(string what, string asked, string? answered, Func<string, AtlasCmkException> untrusted)
    {
        if (!asked.Equals(answered, StringComparison.OrdinalIgnoreCase))
        {
            throw untrusted($"{what} '{asked}' was requested, but the response {(answered is null ? "does not say what it is about" : $"is about '{answered}'")}");
        }
    }

    /// <summary>The same check, for a field that a service can omit.</summary>
    public static void MustBeIfGiven(string what, string asked, string? answered, Func<string, AtlasCmkException> untrusted)
    {
        if (answered is not null)
        {
            MustBe(what, asked, answered, untrusted);
        }
    }

    /// <summary>A list in which no item matches the request, or none can be read, is not an empty list.</summary>
    public static void SomeMustBe(int members, int taken, Func<string, AtlasCmkException> untrusted)
    {
        if (members > 0 && taken == 0)
        {
            throw untrusted("no item in its list is the requested one");
        }
    }
}
