using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

public sealed class SecretsTriedOnceTests
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _journal = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_secret_signs_in_once_and_another_for_itself(bool accepts)
    {
        var entra = new SecretsTriedOnce(new FakeEntra(_journal) { Accepts = accepts });
        var other = Requests.Secret.Copy();

        var tries = Enumerable.Range(0, 20).Select(_ => entra.CheckClientSecretAsync(AzureCloud.Public, Given.Tenant, Given.Client, Requests.Secret, default)).ToList();
        tries.Add(entra.CheckClientSecretAsync(AzureCloud.Public, Given.Tenant, Given.Client, other, default));
        await Task.WhenAll(tries.Select(t => t.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(2, _journal.Count);
        Assert.Equal(accepts ? 0 : 21, tries.Count(t => t.IsFaulted));
        Assert.True(accepts || tries.Take(20).Select(t => t.Exception!.InnerException).Distinct().Count() == 1);
    }
}
