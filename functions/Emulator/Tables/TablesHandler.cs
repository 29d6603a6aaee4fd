using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AccessReview.Emulator.Tables;

/// <summary>
/// Passes the real client's requests to the Table service of its own process without a socket; requests and responses are the same.
/// A request to another host is sent over the network.
/// </summary>
// The caller disposes of the responses, and the base class disposes of its inner handler.
#pragma warning disable CA2000
internal sealed class TablesHandler(TablesEndpoint endpoint) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsForTables(request) ? ServeAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsForTables(request) ? ServeAsync(request, cancellationToken).GetAwaiter().GetResult() : base.Send(request, cancellationToken);
#pragma warning restore CA2000

    private bool IsForTables(HttpRequestMessage request) => request.RequestUri?.Authority == endpoint.Address.Authority;

    private async Task<HttpResponseMessage> ServeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(cancellationToken);
        var http = await exchange.ContextOfAsync(request);
        await endpoint.ServeAsync(http);
        await http.Response.CompleteAsync();
        return exchange.Answer(http.Response, request);
    }

    /// <summary>What a web server does for one request.</summary>
    // A memory stream has no handle to release.
#pragma warning disable CA1001
    private sealed class Exchange(CancellationToken cancellationToken) : HttpResponseFeature, IHttpRequestLifetimeFeature
#pragma warning restore CA1001
    {
        private readonly MemoryStream _written = new();
        private bool _isAborted;

        public override bool HasStarted => _written.Length > 0;

        public CancellationToken RequestAborted { get; set; } = cancellationToken;

        public void Abort() => _isAborted = true;

        public async Task<HttpContext> ContextOfAsync(HttpRequestMessage request)
        {
            var http = new DefaultHttpContext();
            http.Features.Set<IHttpResponseFeature>(this);
            http.Features.Set<IHttpRequestLifetimeFeature>(this);
            http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_written));
            var (target, uri) = (http.Request, request.RequestUri!); // The request is for the tables' address.
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = uri.PathAndQuery;
            (target.Method, target.Scheme, target.Host) = (request.Method.Method, uri.Scheme, new HostString(uri.Authority));
            (target.Path, target.QueryString) = (PathString.FromUriComponent(uri), QueryString.FromUriComponent(uri));
            foreach (var (name, value) in request.Headers.NonValidated)
                target.Headers[name] = value.ToString();
            if (request.Content is not { } content)
                return http;
            foreach (var (name, value) in content.Headers.NonValidated)
                target.Headers[name] = value.ToString();
            target.ContentLength = content.Headers.ContentLength;
            target.Body = await content.ReadAsStreamAsync(RequestAborted);
            return http;
        }

        /// <exception cref="HttpRequestException">The service aborted the request.</exception>
        public HttpResponseMessage Answer(HttpResponse response, HttpRequestMessage request)
        {
            RequestAborted.ThrowIfCancellationRequested();
            if (_isAborted)
                throw new HttpRequestException("The Table service broke the request off.");
            var answer = new HttpResponseMessage((HttpStatusCode)response.StatusCode)
            {
                RequestMessage = request,
                Content = new ByteArrayContent(_written.GetBuffer(), 0, (int)_written.Length),
            };
            foreach (var (name, values) in response.Headers)
            {
                if (!answer.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                    answer.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }

            return answer;
        }
    }
}
