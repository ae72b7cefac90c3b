namespace AtlasCmk.Clients;

/// <summary>The one place that holds an answer against what was asked. An answer about something else, however well formed, is not trusted, and no change follows it.</summary>
internal static class Asked
{
    /// <param name="what">What is compared, for the message: "project", "key version".</param>
    /// <param name="asked">What the request was about. The services ignore the case of what they name.</param>
    /// <param name="answered">What the answer is about; null where it does not say.</param>
    /// <param name="untrusted">Makes the error of the service that answered, from what is wrong.</param>
    public static void MustBe(string what, string asked, string? answered, Func<string, AtlasCmkException> untrusted)
    {
        if (!asked.Equals(answered, StringComparison.OrdinalIgnoreCase))
        {
            throw untrusted($"{what} '{asked}' was asked for, and the answer {(answered is null ? "does not say what it is about" : $"is about '{answered}'")}");
        }
    }

    /// <summary>The same for what a service may leave out.</summary>
    public static void MustBeIfGiven(string what, string asked, string? answered, Func<string, AtlasCmkException> untrusted)
    {
        if (answered is not null)
        {
            MustBe(what, asked, answered, untrusted);
        }
    }

    /// <summary>A list whose members are all about something else, or of another form, is not an empty list.</summary>
    public static void SomeMustBe(int members, int taken, Func<string, AtlasCmkException> untrusted)
    {
        if (members > 0 && taken == 0)
        {
            throw untrusted("no member of its list is what was asked for");
        }
    }
}
