using System.Net;
using System.Security;
using AtlasCmk.Clients;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AtlasCmk.Benchmarks;

/// <summary>The two things that digest does for each request or each nonce, beside the wire.</summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class DigestMicroBenchmark
{
    private const string Header = "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"kWVA9Ciu7lNaN5QdjPe8kxPMReVjbt+B\", algorithm={0}, qop=\"auth\", stale=false";

    private HttpResponseMessage _response = null!;
    private DigestChallenge _challenge = null!;
    private DigestCredential _credential = null!;
    private int _count;

    /// <summary>The algorithms that AtlasCmk supports; Atlas offers the first.</summary>
    [Params("MD5", "SHA-256")]
    public string Algorithm { get; set; } = "";

    /// <summary>A challenge and a key.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        _response.Headers.TryAddWithoutValidation("WWW-Authenticate", Header.Replace("{0}", Algorithm, StringComparison.Ordinal));
        _challenge = DigestChallenge.From(_response)[0];
        var secret = new SecureString();
        "c0ffee00-0000-4000-8000-000000000000".ToList().ForEach(secret.AppendChar);
        _credential = new DigestCredential(new("publickey", secret));
    }

    /// <summary>Once a nonce.</summary>
    [Benchmark]
    public object ReadChallenge() => DigestChallenge.From(_response);

    /// <summary>Once a request.</summary>
    [Benchmark]
    public string ProveIdentity() =>
        _credential.Answer(_challenge, "GET", "/api/atlas/v2/groups/66c9e8f1dd6c9960802420e9/encryptionAtRest", ++_count, "0123456789abcdef0123456789abcdef");

    private sealed class InThisProcess : ManualConfig
    {
        // Another process would be another project to restore and build.
        public InThisProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
