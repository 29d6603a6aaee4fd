using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AccessReview.App.Http;

/// <summary>Reads a body once, up to its endpoint's limit, and keeps it for later reads.</summary>
public static class RequestBody
{
    private static readonly object LimitKey = new();
    private static readonly object BodyKey = new();

    /// <exception cref="ProblemException">The body is larger than the endpoint allows: 413.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        var items = request.HttpContext.Items;
        if (items.TryGetValue(BodyKey, out var kept) && kept is byte[] read)
            return read;

        var (max, thrownAway) = request.HttpContext.BodyLimit;
        if (request.ContentLength > max)
            throw await TooLargeAsync(request, max, thrownAway, cancellationToken);

        // One byte more than the limit is requested, so that a larger body is noticed without being read.
        var (buffer, count) = (new byte[Math.Min(max + 1, request.ContentLength + 1 ?? 4096)], 0);
        while (true)
        {
            var got = await request.Body.ReadAsync(buffer.AsMemory(count), cancellationToken);
            if (got == 0)
                break;
            count += got;
            if (count > max)
                throw await TooLargeAsync(request, max, thrownAway, cancellationToken);
            if (count == buffer.Length)
                Array.Resize(ref buffer, Math.Min(max + 1, buffer.Length * 2));
        }

        items[BodyKey] = buffer = buffer[..count];
        // Code that reads the stream directly, such as the form reader, gets the whole body.
        request.Body = new MemoryStream(buffer, false);
        return buffer;
    }

    private static async Task<ProblemException> TooLargeAsync(HttpRequest request, int max, int thrownAway, CancellationToken cancellationToken)
    {
        if (thrownAway == 0 || request.ContentLength > (long)max + thrownAway)
            return Problems.TooLarge(max);

        var nothing = new byte[64 * 1024];
        for (var (left, got) = (thrownAway, 1); left > 0 && got > 0; left -= got)
            got = await request.Body.ReadAsync(nothing, cancellationToken);
        return Problems.TooLarge(max);
    }

    extension(HttpContext context)
    {
        internal (int Bytes, int ThrownAway) BodyLimit =>
            context.Items.TryGetValue(LimitKey, out var limit) ? ((int, int))limit! : (BodyLimitAttribute.Usual, 0); // Only set below.

        internal void LimitBody(BodyLimitAttribute limit)
        {
            context.Items[LimitKey] = (limit.Bytes, limit.ThrownAway);

            // All bodies are read here, and the server discards the rest after the response. With its own limit the server would
            // close the connection, also for a client that still sends or sends the next request.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
                server.MaxRequestBodySize = null;
        }
    }
}
