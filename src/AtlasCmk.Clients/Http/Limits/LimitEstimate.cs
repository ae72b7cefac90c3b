namespace AtlasCmk.Clients;

/// <summary>What is known about one bucket of Atlas, from its responses. No locks and no timers: the caller has both.</summary>
/// <remarks>
/// Atlas reports the tokens that a request left. Requests on their way may have been counted there or not, so the estimate
/// subtracts all of them. It is never too high while nothing else uses the bucket, and exact when nothing is on its way.
/// Without headers, and before the first response, nothing is held.
/// </remarks>
internal sealed class LimitEstimate(LimitSet set)
{
    private static readonly TimeSpan s_longestTry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_noWaitTold = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);
    private const int WidestWindow = 64;

    private double? _spare;
    private TimeSpan _spareAt;
    private TimeSpan? _refusedUntil;
    private TimeSpan? _emptyUntil;
    private TimeSpan? _emptyAt;
    private TimeSpan? _boundary;
    private TimeSpan? _trying;
    private TimeSpan? _guess;
    private TimeSpan? _measuredFrom;
    private int _measured;
    private int? _capacity;
    private int? _window;
    private int _onTheWay;
    private int _answers;
    private int _raisedAt;
    private int _lowest = int.MaxValue;
    private int _refusals;

    /// <summary>Nothing is lost if such an estimate is forgotten.</summary>
    public bool IsUnremarkable => _onTheWay == 0 && Until is null && _window is null && (_spare is null || _spare >= _capacity / 2);

    /// <summary>Whether tokens arrive one by one.</summary>
    public bool IsSteady => set.Rule is { AtOnce: false };

    private TimeSpan? Until => _refusedUntil > _emptyUntil ? _refusedUntil : _emptyUntil ?? _refusedUntil;

    /// <summary>Whether a request can be sent now. If so, it counts as sent.</summary>
    public bool TrySend(TimeSpan now, out LimitPass pass)
    {
        Gain(now);
        pass = new(now, _answers, IsTry: Until is not null);
        if (!MaySend(now))
        {
            return false;
        }

        _trying = pass.IsTry ? now : _trying;
        _lowest = _onTheWay == 0 ? int.MaxValue : _lowest;
        _spare = _spare is { } spare ? Math.Max(0, spare - 1) : null;
        _onTheWay++;
        return true;
    }

    /// <summary>Whether the bucket waits for the response of the request that finds out if it has tokens again.</summary>
    public bool IsTrying(TimeSpan now) => Until <= now && _trying is not null;

    /// <summary>When <see cref="TrySend"/> can next succeed without another response. Null if only a response can change that.</summary>
    public TimeSpan? NextChance(TimeSpan now) =>
        Until is { } until ? until > now ? until : _trying + s_longestTry
        : _spare < 1 && IsSteady ? _spareAt + ((1.01 - _spare!.Value) * set.Rule!.PerToken) + TimeSpan.FromMilliseconds(1)
        : null;

    /// <summary>The request was not sent after all.</summary>
    public void Unsent(LimitPass pass)
    {
        Leave(pass);
        _spare += pass.IsTry ? 0 : 1;
    }

    /// <summary>The request ended without a response that says anything about the bucket.</summary>
    public void Leave(LimitPass pass)
    {
        _onTheWay--;
        _answers++;
        _trying = pass.IsTry ? null : _trying;
    }

    /// <summary>A response other than a refusal, with RateLimit-Limit and RateLimit-Remaining if it has them.</summary>
    public void Answered(LimitPass pass, TimeSpan now, int? capacity, int? remaining)
    {
        var meanwhile = _answers - pass.AnswersThen;
        Leave(pass);
        _refusals = 0;
        _measured += pass.Sent >= _measuredFrom ? 1 : 0;
        if (remaining is not { } left)
        {
            AnsweredWithoutHeaders(pass);
            return;
        }

        (_window, _capacity) = (null, capacity ?? _capacity);
        LearnRefill(pass, now, left);
        Gain(now);
        Count(pass, left, Math.Max(0, left - _onTheWay - meanwhile));
        _spareAt = now;
        _refusedUntil = pass.IsTry ? null : _refusedUntil;
        _emptyUntil = _spare >= 1 ? null : IsSteady ? null : NextRefill(pass.Sent, now);
        _emptyAt = left == 0 ? now : null;
        if (left == 0 && _measuredFrom is null)
        {
            (_measuredFrom, _measured) = (now, 0);
        }
    }

    /// <summary>A 429.</summary>
    /// <param name="pass">The request.</param>
    /// <param name="now">The time.</param>
    /// <param name="wait">The requested wait, or null.</param>
    /// <param name="rule">How the bucket refills, if the response says so.</param>
    /// <returns>The wait that follows from it.</returns>
    public TimeSpan Refused(LimitPass pass, TimeSpan now, TimeSpan? wait, RefillRule? rule)
    {
        _refusals += pass.IsTry || _refusals == 0 ? 1 : 0;
        Leave(pass);
        var until = now + (wait ?? RetryDelay.Backoff(s_noWaitTold, Math.Min(_refusals, 5)));
        if (rule is null)
        {
            _window = _spare is null ? 1 : null;
            _guess *= pass.IsTry ? 2 : 1;
        }
        else
        {
            // A bucket that refills evenly never requests a longer wait than for one token.
            var known = set.Rule;
            var isAtOnce = until - now > rule.PerToken + TimeSpan.FromSeconds(1) ? true : known?.Period == rule.Period && known.Tokens == rule.Tokens ? known.AtOnce : null;
            set.Rule = rule with { AtOnce = isAtOnce };
            _boundary = isAtOnce is true ? until : null;
            (_spare, _spareAt, _emptyAt, _emptyUntil) = (0, now, now, null);
            _measuredFrom ??= now;
        }

        _refusedUntil = until > _refusedUntil || _refusedUntil is null ? until : _refusedUntil;
        return until - now;
    }

    private bool MaySend(TimeSpan now)
    {
        if (Until is { } until)
        {
            return now >= until && (_trying is not { } trying || now >= trying + s_longestTry);
        }

        if (_spare is not { } spare)
        {
            return _window is not { } window || _onTheWay < window;
        }

        if (spare >= 1)
        {
            return true;
        }

        // A response that is late must not hold the bucket for longer than a refill takes.
        _emptyUntil = IsSteady ? null : NextRefill(now, now);
        return false;
    }

    /// <summary>Opens slowly again, because nothing shows how many tokens there are.</summary>
    private void AnsweredWithoutHeaders(LimitPass pass)
    {
        if (pass.IsTry)
        {
            (_refusedUntil, _emptyUntil, _spare, _window) = (null, null, null, 2);
        }
        else if (_window is { } window)
        {
            _window = window < WidestWindow ? window * 2 : null;
        }
    }

    /// <param name="pass">The request.</param>
    /// <param name="left">The tokens that it left.</param>
    /// <param name="least">The tokens that are left if it was processed before all others.</param>
    private void Count(LimitPass pass, int left, int least)
    {
        _lowest = Math.Min(_lowest, left);
        if (_spare is null || least > _spare)
        {
            (_spare, _raisedAt) = (least, _answers);
        }
        else if (pass.AnswersThen >= _raisedAt)
        {
            // Something else uses the bucket too.
            _spare = Math.Min(_spare.Value, left);
        }

        if (_onTheWay == 0)
        {
            _spare = Math.Max(_spare.Value, _lowest);
        }
    }

    private void Gain(TimeSpan now)
    {
        if (_spare is { } spare && IsSteady && now > _spareAt)
        {
            _spare = Math.Min(Math.Max(_capacity ?? double.MaxValue, spare), spare + ((now - _spareAt) / set.Rule!.PerToken));
            _emptyUntil = _spare >= 1 ? null : _emptyUntil;
            _spareAt = now;
        }
    }

    /// <summary>The first response after an empty bucket shows whether tokens came one by one, or together.</summary>
    private void LearnRefill(LimitPass pass, TimeSpan now, int left)
    {
        if (!pass.IsTry || _emptyAt is not { } empty || _measuredFrom is null)
        {
            return;
        }

        if (set.Rule is not { } rule)
        {
            // Refusals would say it exactly. Until there is one, what arrived since the bucket was first empty shows it.
            _guess = (now - _measuredFrom) / Math.Max(1, _measured + left - 1);
        }
        else if (left > ((now - empty) / rule.PerToken) + 1)
        {
            set.Rule = rule with { AtOnce = true };
            _boundary = now;
        }
        else if (rule is { AtOnce: null, Tokens: > 3 } && left < rule.Tokens / 2)
        {
            set.Rule = rule with { AtOnce = false };
        }
    }

    /// <summary>When a bucket that was empty at some time after <paramref name="since"/> has tokens again.</summary>
    private TimeSpan NextRefill(TimeSpan since, TimeSpan now)
    {
        if (set.Rule is { AtOnce: true, Period: var period } && _boundary is { } boundary)
        {
            return since < boundary ? boundary : boundary + ((Math.Floor((since - boundary) / period) + 1) * period);
        }

        return now + (set.Rule?.PerToken ?? Guess());
    }

    /// <summary>Atlas's documented buckets refill a third to a half of their capacity each minute.</summary>
    private TimeSpan Guess() => TimeSpan.FromSeconds(Math.Clamp((_guess ??= s_period * 3 / Math.Max(1, _capacity ?? 60)).TotalSeconds, 0.05, s_period.TotalSeconds));
}
