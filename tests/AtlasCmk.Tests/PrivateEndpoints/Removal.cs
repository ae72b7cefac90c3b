using AtlasCmk.Tests.Fakes;

namespace AtlasCmk.Tests.PrivateEndpoints;

/// <summary>Removes endpoints as the command does: all questions first.</summary>
internal static class Removal
{
    public static AkvPrivateEndpoint?[] Remove(this World world, bool wait, int timeout, params int[] numbers) => world.Run(async () =>
    {
        string[] ids = [.. numbers.Select(n => Given.EndpointId(n))];
        var removal = new RemovePrivateEndpoints(world.Project, ids);
        foreach (var id in ids)
        {
            await removal.AskAsync(id, world.Answers);
        }

        await removal.AskAgainAsync(world.Answers);
        return await Task.WhenAll(ids.Select(id => removal.RunAsync(id, TimeSpan.FromSeconds(timeout), wait)));
    });
}
