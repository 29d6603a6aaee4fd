using System.ComponentModel.DataAnnotations;

namespace AccessReview.App.Email;

/// <summary>Settings <c>Email:*</c>.</summary>
public sealed record EmailOptions
{
    public const string Section = "Email";

    /// <summary>On one machine.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>In the cloud, with managed identity.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>A no-reply address of a domain that the mail service may send for.</summary>
    [Required]
    public string Sender { get; init; } = "no-reply@localhost.localdomain";

    /// <summary>Four fifths of the 30 a minute that a domain of one's own may send before a raise; 0: no limit.</summary>
    [Range(0, 100_000)]
    public int PerMinute { get; init; } = 24;

    /// <summary>Four fifths of 100 an hour; 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerHour { get; init; } = 80;
}
