using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Host;

/// <summary>The layout of the emulator's own pages, without scripts.</summary>
internal static class EmulatorPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML with encoded texts.</param>
    public static IResult Of(HttpContext http, string title, string body)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(Frame(Encode(title), body), "text/html", Encoding.UTF8);
    }

    private static string Frame(string title, string body) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{{title}}</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }
        button, input { font: inherit; padding: .3rem .8rem }
        form { display: inline-block; margin: 0 .5rem .5rem 0 }
        td, th { text-align: left; padding: .1rem 1.5rem .1rem 0; vertical-align: top }
        code { overflow-wrap: anywhere }
        </style>
        </head>
        <body>
        <nav><a href="/emulator">Emulator</a></nav>
        <h1>{{title}}</h1>
        {{body}}
        </body>
        </html>
        """;
}
