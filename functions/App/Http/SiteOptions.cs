using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Http;

/// <summary>Where the site is and whose it is (settings <c>Site:*</c>).</summary>
public sealed record SiteOptions
{
    /// <summary>What mails link to: scheme and host, no path. Unless it is set, the name by which the Functions host knows itself.</summary>
    [Required]
    public Uri BaseUrl { get; set; } = new("http://localhost:7071");

    /// <summary>The name under which people know it.</summary>
    [Required]
    public string Name { get; init; } = "Access Review";

    /// <summary>Signed into every link, so that those of one organization are worth nothing at another's.</summary>
    [Required]
    public string Tenant { get; init; } = "default";

    /// <summary>
    /// The header in which a front end of ours names its client: X-Azure-ClientIP behind Front Door. The Functions host
    /// replaces X-Forwarded-For by whoever connected to it (Azure/azure-functions-host#11254), which then is the front end.
    /// Only for where nobody gets past the front end: the header is anybody's to write.
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

    /// <summary>Null: the host does not say. Azure serves https only, one machine only http.</summary>
    private static Uri? HostAddress(string? name)
    {
        if (!Uri.TryCreate($"{Uri.UriSchemeHttps}://{name}", UriKind.Absolute, out var address))
            return null;
        return address.IsLoopback ? new Uri($"{Uri.UriSchemeHttp}://{name}") : address;
    }
}
