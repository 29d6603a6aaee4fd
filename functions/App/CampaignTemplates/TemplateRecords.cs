using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure;

namespace AccessReview.App.CampaignTemplates;

/// <summary>A version of a template. It never changes.</summary>
/// <param name="Content">What the template says from then on.</param>
/// <param name="IsRetired">The template was retired with this version.</param>
public sealed record TemplateVersion(int Version, CampaignTemplateRequest Content, UserId By, DateTimeOffset At, bool IsRetired);

/// <summary>A template as it is now.</summary>
public sealed record CampaignTemplate(string Name, TemplateVersion Current)
{
    /// <summary>The campaign that was created from it last; null: none.</summary>
    public CampaignId? LastCampaign { get; init; }

    /// <summary>Planned runs up to this time have begun or are not wanted; null: it has no schedule.</summary>
    public DateTimeOffset? ScheduledSince { get; init; }

    /// <summary>Returns whether its schedule creates campaigns.</summary>
    public bool IsScheduled() => !Current.IsRetired && Current.Content.Recurrence is not null && ScheduledSince is not null;
}

/// <summary>A template as stored in its row.</summary>
internal sealed record StoredTemplate(CampaignTemplate Template, ETag ETag);

/// <summary>The progress of a planned run.</summary>
public enum TemplateRunState
{
    /// <summary>Its campaign is created and its population is recorded.</summary>
    Begun,

    /// <summary>The campaign waits for its start.</summary>
    Waiting,

    /// <summary>A person or the campaign itself continues.</summary>
    Done,

    /// <summary>The campaign cannot start like this. Its owner is notified.</summary>
    Stopped,
}

/// <summary>A planned run that has begun.</summary>
/// <param name="Planned">Its planned time and due day.</param>
/// <param name="Version">The version of the template whose plan it has.</param>
/// <param name="Campaign">Its campaign. The id follows from the template and the planned time.</param>
/// <param name="Previous">The template's campaign before this one; null: none.</param>
public sealed record TemplateRun(string Template, PlannedRun Planned, int Version, CampaignId Campaign, CampaignId? Previous)
{
    public TemplateRunState State { get; init; }

    /// <summary>Why it stopped; null: it did not.</summary>
    public CampaignRefusal? Why { get; init; }

    /// <summary>Returns whether there is something left to do without a person.</summary>
    public bool IsOpen() => State is TemplateRunState.Begun or TemplateRunState.Waiting;
}
