using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class SecretSearchTests
{
    /// <summary>A search that finds nothing anywhere would prove nothing.</summary>
    [Theory]
    [InlineData("'a s3cr3t!'")]
    [InlineData("[pscustomobject]@{ Inner = @{ Text = 'a s3cr3t!' } }")]
    [InlineData("throw [System.Exception]::new('outer', [System.Exception]::new('a s3cr3t!'))")]
    [InlineData("[pscredential]::new('name', (ConvertTo-SecureString 'a s3cr3t!' -AsPlainText)).GetNetworkCredential()")]
    [InlineData("[uri]'https://example.com/?key=a%20s3cr3t%21'")]
    public void The_search_finds_what_is_hidden(string script)
    {
        using var shell = new Shell(import: false);
        var search = new SecretSearch();
        search.Read(shell.Run(script));
        Assert.NotEmpty(search.Find(["a s3cr3t!"]));
    }
}
