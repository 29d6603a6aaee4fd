using System.Globalization;
using System.Text;
using AccessReview.App.Http;
using AccessReview.App.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace AccessReview.App.Pages;

/// <summary>An HTML page: a component that is rendered on the server. Its root is a <see cref="Layout"/>.</summary>
public sealed class Page : IResult
{
    private readonly Type _component;
    private readonly RouteValueDictionary _parameters;
    private readonly int _status;

    private readonly TimeSpan? _retryAfter;

    private Page(Type component, object? parameters, int status, TimeSpan? retryAfter)
    {
        _retryAfter = retryAfter;
        _component = component;
        _parameters = new RouteValueDictionary(parameters);
        _status = status;
    }

    /// <typeparam name="TComponent">The page.</typeparam>
    /// <param name="parameters">The component's parameters, as an anonymous object: <c>new { Task = task }</c>.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="retryAfter">How long to wait before a retry.</param>
    public static Page Of<TComponent>(object? parameters = null, int status = StatusCodes.Status200OK, TimeSpan? retryAfter = null)
        where TComponent : IComponent => new(typeof(TComponent), parameters, status, retryAfter);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var speaking = Language.Use(httpContext.GetCulture()); // The function has ended, and with it the language that it set.
        var html = Encoding.UTF8.GetBytes(await RenderAsync(httpContext));
        var response = httpContext.Response;
        if (_retryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.StatusCode = _status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        // Antiforgery would set no-cache. The next person at this computer must not see the page, so no-store is needed.
        response.Headers.CacheControl = "no-store";
        await WriteAsync(httpContext, html);
    }

    /// <summary>
    /// Compresses the page if the browser accepts it: a list of 100 tasks is 180 KB of similar HTML. The form token cannot be guessed
    /// from compressed lengths, because antiforgery masks it differently in each response.
    /// </summary>
    private static async Task WriteAsync(HttpContext http, byte[] html)
    {
        var response = http.Response;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        var compression = http.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(http);
        var body = html;
        if (compression is not null)
        {
            response.Headers.ContentEncoding = compression.EncodingName;
            body = await CompressAsync(compression, html);
        }

        // With a content length, the response is complete for the browser before the function ends.
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static async Task<byte[]> CompressAsync(ICompressionProvider compression, byte[] html)
    {
        using var compressed = new MemoryStream();
        await using (var body = compression.CreateStream(compressed))
            await body.WriteAsync(html, CancellationToken.None);
        return compressed.ToArray();
    }

    private async Task<string> RenderAsync(HttpContext http)
    {
        var services = http.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<PageRoot>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(PageRoot.View)] = new PageView(http),
                [nameof(PageRoot.Component)] = _component,
                [nameof(PageRoot.Parameters)] = _parameters.ToDictionary(),
            }));
            return $"<!DOCTYPE html>\n{root.ToHtmlString()}";
        });
    }
}
