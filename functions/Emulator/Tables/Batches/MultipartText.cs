using System.Text;

namespace AccessReview.Emulator.Tables.Batches;

/// <summary>Splits multipart bodies in memory; a batch has 4 MiB at most.</summary>
internal static class MultipartText
{
    /// <summary>Returns the content between the delimiter lines.</summary>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        var parts = new List<ReadOnlyMemory<byte>>();
        var at = Find(body.Span, delimiter, 0);
        while (at >= 0)
        {
            var start = at + delimiter.Length;
            if (body.Span[start..].StartsWith("--"u8))
                return parts;
            var next = Find(body.Span, delimiter, start);
            if (next < 0)
                break;
            parts.Add(Trimmed(body[start..next]));
            at = next;
        }

        throw TableFaults.InvalidInput("The batch's closing boundary is missing.");
    }

    /// <summary>Splits a part into headers and content, which an empty line separates.</summary>
    public static (Dictionary<string, string> Headers, ReadOnlyMemory<byte> Content) Open(ReadOnlyMemory<byte> part)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            var end = part.Span.IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString(end < 0 ? part.Span : part.Span[..end]).TrimEnd('\r');
            part = end < 0 ? default : part[(end + 1)..];
            if (line.Length == 0)
                return (headers, part);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            if (end < 0)
                return (headers, default);
        }
    }

    /// <summary>Finds a delimiter at the start of a line.</summary>
    private static int Find(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        while (true)
        {
            var at = body[from..].IndexOf(delimiter);
            if (at < 0)
                return -1;
            at += from;
            if (at == 0 || body[at - 1] == (byte)'\n')
                return at;
            from = at + 1;
        }
    }

    /// <summary>Removes the line break after a delimiter and the one before the next, because they belong to the delimiters.</summary>
    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> part)
    {
        var start = part.Span.IndexOf((byte)'\n') + 1;
        var end = part.Length;
        if (end > start && part.Span[end - 1] == (byte)'\n')
            end--;
        if (end > start && part.Span[end - 1] == (byte)'\r')
            end--;
        return part[start..end];
    }
}
