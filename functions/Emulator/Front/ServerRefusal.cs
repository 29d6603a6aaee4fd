using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AccessReview.Emulator.Front;

/// <summary>
/// A response that the web server sends before any of our code runs, such as 431. The server writes only a status;
/// this class makes it a problem document (RFC 9457) with the security headers.
/// </summary>
internal static class ServerRefusal
{
    private const string Version = "HTTP/1.1 ";

    /// <summary>Returns null if the bytes are not such a response and must not change.</summary>
    /// <param name="answer">The server's output.</param>
    /// <param name="withBody">False for HEAD.</param>
    public static byte[]? Rewrite(ReadOnlySpan<byte> answer, bool withBody)
    {
        var head = Encoding.ASCII.GetString(answer);
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [var first, .. var headers] || !first.StartsWith(Version, StringComparison.Ordinal) || !head.EndsWith("\r\n\r\n", StringComparison.Ordinal)
            || !headers.Contains("Content-Length: 0", StringComparer.OrdinalIgnoreCase)
            || !int.TryParse(first.AsSpan(Version.Length, Math.Min(3, first.Length - Version.Length)), CultureInfo.InvariantCulture, out var status) || status < 400)
        {
            return null;
        }

        var body = Body(status);
        var text = new StringBuilder(first).Append("\r\n");
        foreach (var header in headers.Where(header => !header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)))
            text.Append(header).Append("\r\n");
        foreach (var (name, value) in AnswerHeaders.All)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/problem+json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(text.ToString()), .. withBody ? body : []];
    }

    public static byte[] Body(int status)
    {
        var (code, title) = status switch
        {
            401 => ("key_missing", "The key of this function is missing or wrong."),
            408 => ("timeout", "The request took too long."),
            411 => ("length_required", "The length of the body is missing."),
            413 => ("too_large", "The body is too large."),
            414 => ("address_too_long", "The address is too long."),
            431 => ("headers_too_large", "The headers are too large or too many."),
            505 => ("version_not_supported", "Use HTTP/1.1."),
            503 => ("unavailable", "The app does not run at the moment. Try again soon."),
            _ => ("bad_request", "The request cannot be understood."),
        };
        return JsonSerializer.SerializeToUtf8Bytes(new { type = "about:blank", title, status, code });
    }
}
