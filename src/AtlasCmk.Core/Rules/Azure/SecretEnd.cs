using System.Globalization;
using System.Security;

namespace AtlasCmk.Rules;

/// <summary>When the client secret ends that Atlas uses. Atlas does not report which of an application's secrets it has.</summary>
/// <remarks>
/// Source: the resource type passwordCredential of Microsoft Graph: hint holds the first three characters of the secret. If the
/// secret is at hand, the hint tells which one it is. Otherwise the latest end is the best case, and the earliest is the worst.
/// </remarks>
internal sealed record SecretEnd
{
    private SecretEnd(string explanation) => Explanation = explanation;

    /// <summary>The end in the worst case. Null if it is unknown.</summary>
    public DateTimeOffset? Earliest { get; private init; }

    /// <summary>The end in the best case. Null if it is unknown.</summary>
    public DateTimeOffset? Latest { get; private init; }

    /// <summary>Whether the secret has certainly ended. Null if this is unknown.</summary>
    public bool? HasEnded { get; private init; }

    /// <summary>Whether every secret of the application has ended, or it has none, so that no secret in Atlas can work.</summary>
    public bool NoneIsLeft { get; private init; }

    /// <summary>Whether it is known which secret this is about.</summary>
    public bool IsCertain => Earliest is not null && Earliest == Latest;

    /// <summary>What is known, in words.</summary>
    public string Explanation { get; }

    /// <param name="secrets">All secrets that can sign in as the application.</param>
    /// <param name="atHand">The secret that the caller gave, if it is known that Atlas has it or will have it.</param>
    /// <param name="works">Whether Atlas just signed in with the secret, so that it is none of those that have ended.</param>
    /// <param name="now">The time.</param>
    public static SecretEnd Of(ApplicationSecrets secrets, SecureString? atHand, bool works, DateTimeOffset now)
    {
        if (secrets.Secrets.All(s => s.HasEnded(now)))
        {
            return NoneLeft(secrets);
        }

        var named = atHand is null ? [] : secrets.Secrets.Where(s => s.Hint is { Length: > 0 } hint && SecretReading.BeginsWith(atHand, hint)).ToList();
        var possible = named.Count > 0 ? named : secrets.Secrets.Where(s => !works || !s.HasEnded(now)).ToList();
        var (ended, left) = (possible.Count(s => s.HasEnded(now)), possible.Where(s => !s.HasEnded(now)).ToList());
        return new(InWords(named.Count > 0, atHand is not null, secrets.Secrets.Count, possible, now))
        {
            Earliest = possible.Exists(s => s.End is null) ? null : possible.Min(s => s.End),
            Latest = possible.Exists(s => s.End is null) ? null : possible.Max(s => s.End),
            HasEnded = left.Count == 0 ? true : ended == 0 && left.TrueForAll(s => s.End is not null) ? false : null,
        };
    }

    private static SecretEnd NoneLeft(ApplicationSecrets secrets)
    {
        var last = secrets.Secrets.Max(s => s.End);
        return new(secrets.Secrets.Count switch
        {
            0 => $"application {secrets.ClientId} has no client secret",
            1 => $"the only client secret of application {secrets.ClientId} ended {Time(last)}",
            var count => $"all {count} client secrets of application {secrets.ClientId} have ended, the last one {Time(last)}",
        })
        {
            Earliest = last,
            Latest = last,
            HasEnded = true,
            NoneIsLeft = true,
        };
    }

    private static string InWords(bool isNamed, bool isGiven, int all, List<ApplicationSecret> possible, DateTimeOffset now)
    {
        var subject = isNamed ? "the secret that you gave" : all == 1 ? "the application's only client secret" : "the application's only client secret that has not expired";
        var ends = possible.Select(s => s.End).OfType<DateTimeOffset>().Distinct().Order().ToList();
        var unknown = possible.Count(s => s.End is null);
        if (unknown > 0)
        {
            return $"Microsoft Graph does not report when {unknown} of {possible.Count} client secrets {(unknown == 1 ? "ends" : "end")}";
        }

        if (ends.Count == 1 && (isNamed || possible.Count == 1))
        {
            return $"{subject} {(ends[0] <= now ? "ended" : "ends")} {Time(ends[0])}";
        }

        var ended = possible.Count(s => s.HasEnded(now));
        return $"{(isGiven && !isNamed ? "none of the application's secrets begins as the one that you gave; " : "")}Atlas has one of {possible.Count} client secrets"
            + $"{(ended > 0 ? $", of which {ended} {(ended == 1 ? "has" : "have")} ended" : "")}: the earliest end is {Time(ends[0])}, the latest {Time(ends[^1])}";
    }

    private static string Time(DateTimeOffset? time) => time is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "at an unknown time";
}
