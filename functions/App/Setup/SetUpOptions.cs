using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Setup;

/// <summary>What is set up when the app starts.</summary>
public sealed record SetUpOptions
{
    /// <summary>Setting <c>SampleOrganization</c>: on imports a sample organization into an empty store.</summary>
    public string SampleOrganization { get; init; } = "off";

    /// <summary>Setting <c>import</c>, as in <c>--import DIR</c>: a folder of CSV files to import instead.</summary>
    public string? Import { get; init; }

    /// <summary>Setting <c>completeFor</c>, as in <c>--import DIR --completeFor "crane;vault"</c>: the apps of which the folder has all access.</summary>
    public string? CompleteFor { get; init; }

    /// <summary>Setting <c>Site:OutboxUrl</c>: where mails that are not really sent can be read; a URL or a path of the site. Null: mails are sent.</summary>
    public string? Outbox { get; init; }

    /// <summary>Users sign in at an issuer (setting <c>SignIn:Authority</c>).</summary>
    public bool HasIssuer { get; init; }

    public static SetUpOptions Read(IConfiguration configuration) => new()
    {
        SampleOrganization = configuration["SampleOrganization"] ?? "off",
        Import = configuration["import"],
        CompleteFor = configuration["completeFor"],
        Outbox = configuration["Site:OutboxUrl"] is { Length: > 0 } outbox ? outbox : null,
        HasIssuer = !string.IsNullOrEmpty(configuration["SignIn:Authority"]),
    };

    public bool WantsSample => string.Equals(SampleOrganization, "on", StringComparison.OrdinalIgnoreCase);
}
