using System.ComponentModel.DataAnnotations;

namespace AccessReview.App.Email;

/// <summary>Settings <c>Email:*</c>.</summary>
public sealed record EmailOptions
{
    public const string Section = "Email";

    /// <summary>For a local machine.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>For Azure, with managed identity.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>A no-reply address of a domain that the mail service may send from.</summary>
    [Required]
    public string Sender { get; init; } = "no-reply@localhost.localdomain";

    /// <summary>The limit of mails per minute; 0: no limit. Default: 80 percent of the 30 per minute that a custom domain may send by default.</summary>
    [Range(0, 100_000)]
    public int PerMinute { get; init; } = 24;

    /// <summary>The limit of mails per hour; 0: no limit. Default: 80 percent of 100 per hour.</summary>
    [Range(0, 1_000_000)]
    public int PerHour { get; init; } = 80;
}
