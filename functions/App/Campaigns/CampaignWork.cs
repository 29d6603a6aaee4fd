using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using Azure;

namespace AccessReview.App.Campaigns;

/// <summary>How far the campaign's orchestration has come in its current state, so that it continues there after a crash.</summary>
internal sealed record CampaignWork
{
    /// <summary>Where the next page begins; null: at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>The population that is recorded so far.</summary>
    public Population Population { get; init; } = Population.Empty;

    /// <summary>The number of recorded items of each app.</summary>
    public IReadOnlyDictionary<AppId, int> Apps { get; init; } = new Dictionary<AppId, int>();

    /// <summary>The due date that all tasks have; null: they are not open yet.</summary>
    public DateTimeOffset? TasksDue { get; init; }

    /// <summary>Some tasks of this pass have a decision that can be undone until then; null: none.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The end of the notes of new grants that were read; null: none were read, or an earlier build recorded the population.</summary>
    public string? GrantsRead { get; init; }

    /// <summary>The number of added items whose tasks are open.</summary>
    public int AddedOpened { get; init; }

    /// <summary>All tasks have ended, and the rule for missing answers is being evaluated.</summary>
    public bool HasEnded { get; init; }

    /// <summary>When removed access was compared with the directory last; null: never.</summary>
    public DateTimeOffset? ComparedAt { get; init; }

    /// <summary>Some removed access is still to be compared with the directory.</summary>
    public bool IsWatching { get; init; }

    /// <summary>The work at the beginning of the next state or pass.</summary>
    public CampaignWork Rewound() => this with { Cursor = null, HeldUntil = null };
}

/// <summary>A campaign as stored in its state row.</summary>
internal sealed record StoredCampaign(Campaign Campaign, CampaignWork Work, ETag ETag)
{
    /// <summary>The version of the event of the operation that it was loaded for; null: none.</summary>
    public long? DoneAt { get; init; }
}

/// <summary>An event as stored in its row.</summary>
/// <param name="Version">Its position in the campaign's history, from 1.</param>
internal sealed record StoredCampaignEvent(long Version, CampaignEvent Event);
