using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Front;

/// <summary>Security headers of responses that no function wrote: no framing, no content sniffing, no caching, no referrer.</summary>
internal static class AnswerHeaders
{
    public static IReadOnlyList<(string Name, string Value)> All { get; } =
    [
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Robots-Tag", "noindex"),
    ];

    public static void Put(HttpResponse response)
    {
        foreach (var (name, value) in All)
            response.Headers[name] = value;
    }
}
