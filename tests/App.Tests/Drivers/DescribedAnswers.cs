using System.Net;
using System.Runtime.CompilerServices;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>Compares every response of the API that a test gets with the API's description, and fails the test that gets another one.</summary>
public sealed class DescribedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>What the web server itself refuses, before any function is called.</summary>
    private static readonly HttpStatusCode[] OfServer =
        [HttpStatusCode.RequestTimeout, HttpStatusCode.RequestUriTooLong, HttpStatusCode.RequestHeaderFieldsTooLarge];

    [ModuleInitializer]
    internal static void BeginWithTests() => TheApp.Checked = handler => new DescribedAnswers(handler);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (OfServer.Contains(response.StatusCode) || request.RequestUri is not { } path || ApiContract.ResponsesOf(request.Method, path) is not { } described)
            return response;

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var differences = ApiContract.DifferencesOf(response, body, described).ToList();
        Assert.True(
            differences.Count == 0,
            $"{request.Method} {path.AbsolutePath} answered {(int)response.StatusCode}, which /api/openapi.json describes otherwise: {string.Join(" ", differences)} {body}");
        return response;
    }
}
