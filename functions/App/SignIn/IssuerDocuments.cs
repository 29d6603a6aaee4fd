using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AccessReview.App.SignIn;

/// <summary>Reads the issuer's metadata and its keys. It does not retry, because a person is waiting.</summary>
public sealed class IssuerDocuments(IHttpClientFactory clients, IOptions<SignInOptions> options)
{
    public const string Client = "issuer";

    public const int MaxBytes = 1024 * 1024;

    /// <exception cref="HttpRequestException">The issuer did not respond, or responded with an error.</exception>
    /// <exception cref="OperationCanceledException">The timeout elapsed.</exception>
    /// <exception cref="InvalidDataException">A required value is missing. Invalid JSON throws the JSON reader's exception.</exception>
    public async Task<OpenIdConnectConfiguration> ReadAsync(Uri authority)
    {
        // One timeout for both documents.
        using var limit = new CancellationTokenSource(options.Value.Timeout);
        using var http = clients.CreateClient(Client);
        var address = $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
        var published = await OpenIdConnectConfigurationRetriever.GetAsync(address, new Retriever(http, authority), limit.Token);
        return FaultOf(published, authority) is { } fault ? throw new InvalidDataException(fault) : published;
    }

    private static string? FaultOf(OpenIdConnectConfiguration published, Uri authority)
    {
        if (string.IsNullOrEmpty(published.Issuer))
            return "The issuer's metadata names no issuer.";
        if (!IsSafe(published.AuthorizationEndpoint, authority) || !IsSafe(published.TokenEndpoint, authority))
            return "The issuer's metadata names no https address for its authorization_endpoint or its token_endpoint.";
        return published.SigningKeys.Count == 0 ? "The issuer publishes no key that signs." : null;
    }

    private static bool IsSafe(string? address, Uri authority) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (authority.IsLoopback && uri.IsLoopback));

    private sealed class Retriever(HttpClient http, Uri authority) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            IsSafe(address, authority)
                ? await http.GetStringAsync(new Uri(address), cancel)
                : throw new InvalidDataException("The issuer's metadata names an address that is not https.");
    }
}
