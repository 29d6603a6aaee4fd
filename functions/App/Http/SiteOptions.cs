using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Http;

/// <summary>The site's URL, name and organization (settings <c>Site:*</c>).</summary>
public sealed record SiteOptions
{
    /// <summary>The base URL of links in mails: scheme and host, no path. Default: the Functions host's own name.</summary>
    [Required]
    public Uri BaseUrl { get; set; } = new("http://localhost:7071");

    /// <summary>The site's name for people.</summary>
    [Required]
    public string Name { get; init; } = "Access Review";

    /// <summary>Part of every link's signature, so that one organization's links are invalid at another.</summary>
    [Required]
    public string Tenant { get; init; } = "default";

    /// <summary>
    /// The header in which our own front end names the client's address: X-Azure-ClientIP behind Front Door. The Functions host replaces
    /// X-Forwarded-For with the address of the connection (Azure/azure-functions-host#11254), which is then the front end's.
    /// Set it only if every request passes the front end, because anybody can send the header.
    /// </summary>
    public string? ClientAddressHeader { get; init; }

    /// <param name="path">Begins with a slash.</param>
    public Uri At(string path) => new(BaseUrl, path);
}

public static class SiteServices
{
    /// <remarks>https://learn.microsoft.com/azure/azure-functions/functions-app-settings; Core Tools set it to localhost and a port.</remarks>
    private const string HostName = "WEBSITE_HOSTNAME";

    public static IServiceCollection AddSite(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SiteOptions>()
            .Configure(site => site.BaseUrl = HostAddress(configuration[HostName]) ?? site.BaseUrl)
            .Bind(configuration.GetSection("Site"))
            .ValidateDataAnnotations()
            .Validate(site => site.BaseUrl.IsAbsoluteUri && site.BaseUrl.AbsolutePath == "/", "Site:BaseUrl must be a scheme and a host, such as https://access.example.org.")
            .ValidateOnStart();
        return services;
    }

    /// <summary>Returns null if the host does not say. Azure serves https only, a local machine only http.</summary>
    private static Uri? HostAddress(string? name)
    {
        if (!Uri.TryCreate($"{Uri.UriSchemeHttps}://{name}", UriKind.Absolute, out var address))
            return null;
        return address.IsLoopback ? new Uri($"{Uri.UriSchemeHttp}://{name}") : address;
    }
}
