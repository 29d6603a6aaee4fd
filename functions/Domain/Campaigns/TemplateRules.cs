namespace AccessReview.Domain.Campaigns;

/// <summary>The limits of campaign templates.</summary>
public static class TemplateRules
{
    public const int MaxNameCharacters = 60;
    public const int MaxDays = 366;
    public const int UsualDays = 14;

    /// <summary>The names of campaigns from a template end with a space and their due day.</summary>
    public const int MaxCampaignNameCharacters = CampaignPlan.MaxNameCharacters - 11;

    /// <summary>A schedule that repeats sooner is refused: the access would be reviewed again before the last review can have ended.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromDays(1);

    // The address of the form for a new template.
    private const string Reserved = "new";

    /// <summary>Returns whether the text can name a template: lower-case letters, digits and hyphens, beginning with a letter or digit.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxNameCharacters } and not Reserved and not ['-', ..] && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>Returns whether a campaign can last this long.</summary>
    public static bool IsDuration(int days) => days is >= 1 and <= MaxDays;

    /// <summary>Returns whether a campaign can start without a person after this number of days: before it ends.</summary>
    public static bool IsStart(int afterDays, int durationDays) => afterDays >= 0 && afterDays < durationDays;
}
