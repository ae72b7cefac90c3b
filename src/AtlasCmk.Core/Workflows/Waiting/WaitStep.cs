namespace AtlasCmk.Workflows;

/// <summary>What a look means for one who waits: the status to show, and the result once it is there.</summary>
internal readonly record struct WaitStep<TResult>(string Status, TResult? Result)
    where TResult : class;
