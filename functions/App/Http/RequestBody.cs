using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AccessReview.App.Http;

/// <summary>Reads a body up to what its endpoint takes, once, and keeps it for whoever asks again.</summary>
public static class RequestBody
{
    private static readonly object LimitKey = new();
    private static readonly object BodyKey = new();

    /// <exception cref="ProblemException">The body is larger than the endpoint takes: 413.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        var items = request.HttpContext.Items;
        if (items.TryGetValue(BodyKey, out var kept) && kept is byte[] read)
            return read;

        var most = request.HttpContext.BodyLimit;
        if (request.ContentLength > most)
            throw Problems.TooLarge(most);

        // One byte more than allowed is asked for, so that too much shows without being read.
        var (buffer, count) = (new byte[Math.Min(most + 1, request.ContentLength + 1 ?? 4096)], 0);
        while (true)
        {
            var got = await request.Body.ReadAsync(buffer.AsMemory(count), cancellationToken);
            if (got == 0)
                break;
            count += got;
            if (count > most)
                throw Problems.TooLarge(most);
            if (count == buffer.Length)
                Array.Resize(ref buffer, Math.Min(most + 1, buffer.Length * 2));
        }

        items[BodyKey] = buffer = buffer[..count];
        // Whoever reads it past us, as forms are, finds it whole.
        request.Body = new MemoryStream(buffer, false);
        return buffer;
    }

    extension(HttpContext context)
    {
        internal int BodyLimit => context.Items.TryGetValue(LimitKey, out var limit) ? (int)limit! : BodyLimitAttribute.Usual; // Only set below.

        internal void LimitBody(int bytes)
        {
            context.Items[LimitKey] = bytes;

            // For whoever reads the body past us. One byte more, so that the answer is ours and not the server's.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
                server.MaxRequestBodySize = bytes + 1L;
        }
    }
}
