using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Email.Outbox;

/// <summary>The layout of the outbox's pages: no scripts, one style sheet, and a frame for the mail.</summary>
internal static class OutboxFrame
{
    /// <summary>The policy for the mail: it may have styles and links, and nothing else.</summary>
    public const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";

    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? string.Empty);

    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML with encoded texts.</param>
    public static IResult Of(HttpContext http, string title, string body)
    {
        Seal(http, PagePolicy);
        return Results.Content(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>{Encode(title)}</title>
            <link rel="stylesheet" href="{OutboxEndpoints.Path}/style.css">
            </head>
            <body>
            <nav><a href="/emulator">Emulator</a> / <a href="{OutboxEndpoints.Path}">Outbox</a></nav>
            <main>
            <h1>{Encode(title)}</h1>
            {body}
            </main>
            </body>
            </html>
            """,
            "text/html",
            Encoding.UTF8);
    }

    public static void Seal(HttpContext http, string policy)
    {
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        // Links in mails contain secrets, so no referrer is sent.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
