using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>Buffers a response body until the fault is decided.</summary>
internal sealed class HeldAnswer : IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly Stream _wire;
    private readonly MemoryStream _body = new();

    public HeldAnswer(HttpContext context)
    {
        _context = context;
        _wire = context.Response.Body;
        context.Response.Body = _body;
    }

    public ReadOnlyMemory<byte> Body => _body.GetBuffer().AsMemory(0, (int)_body.Length);

    public async Task ReleaseAsync()
    {
        _context.Response.Body = _wire;
        if (_body.Length > 0)
        {
            await _wire.WriteAsync(Body, _context.RequestAborted);
        }
    }

    /// <summary>Announces the full length, but sends only half of it.</summary>
    public async Task ReleaseHalfAsync()
    {
        _context.Response.Body = _wire;
        _context.Response.ContentLength = _body.Length;
        await _wire.WriteAsync(Body[..(int)(_body.Length / 2)], _context.RequestAborted);
        await _wire.FlushAsync(_context.RequestAborted);
        _context.Abort();
    }

    public Task LoseAsync()
    {
        _context.Abort();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _context.Response.Body = _wire;
        return _body.DisposeAsync();
    }
}
