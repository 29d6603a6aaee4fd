namespace AccessReview.App.Imports;

/// <summary>Reads a stream through a moving window, so that a large file never has to fit into memory.</summary>
internal sealed class ByteWindow(Stream stream)
{
    private const int Width = CsvScanner.LongestRecord + 2;

    private readonly byte[] _buffer = new byte[Width * 2];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Returns the next bytes: at least one record with its line end, unless the stream ends before.</summary>
    public ReadOnlySpan<byte> Ahead()
    {
        if (_end - _start < Width && !_isAtEnd)
            Fill();
        return _buffer.AsSpan(_start, _end - _start);
    }

    public void Skip(int count) => _start += count;

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < _buffer.Length && !_isAtEnd)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _isAtEnd = read == 0;
        }
    }
}
