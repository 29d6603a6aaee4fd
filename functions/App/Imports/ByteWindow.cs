namespace AccessReview.App.Imports;

/// <summary>A stream, seen through a window that is moved over it: however long it is, little of it is in memory.</summary>
internal sealed class ByteWindow(Stream stream)
{
    private const int Width = CsvScanner.LongestRecord + 2;

    private readonly byte[] _buffer = new byte[Width * 2];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>What comes next: a record and its line end, if there is one, unless the stream ends before.</summary>
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
