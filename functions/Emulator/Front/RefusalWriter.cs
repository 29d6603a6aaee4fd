using System.Buffers;
using System.IO.Pipelines;

namespace AccessReview.Emulator.Front;

/// <summary>A connection's output. After the web server has refused a request, its response is rewritten; everything else is passed on.</summary>
internal sealed class RefusalWriter(PipeWriter inner) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _refusal = new();
    private bool _isHeld;
    private bool _withBody;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes + _refusal.WrittenCount;

    /// <summary>Call when the web server refuses a request: the next output is its response.</summary>
    public void Expect(bool withBody) => (_isHeld, _withBody) = (true, withBody);

    public override void Advance(int bytes)
    {
        if (_isHeld)
            _refusal.Advance(bytes);
        else
            inner.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _isHeld ? _refusal.GetMemory(sizeHint) : inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _isHeld ? _refusal.GetSpan(sizeHint) : inner.GetSpan(sizeHint);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        Release();
        inner.Complete(exception);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Release();
        return inner.FlushAsync(cancellationToken);
    }

    private void Release()
    {
        if (_refusal.WrittenCount == 0)
            return;
        inner.Write(ServerRefusal.Rewrite(_refusal.WrittenSpan, _withBody) ?? _refusal.WrittenSpan);
        _refusal.Clear();
        _isHeld = false;
    }
}
