using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Tasks;

/// <summary>A campaign's identifier: lower-case letters and digits, at most 40.</summary>
public readonly record struct CampaignId(string Value) : IIdentifier<CampaignId>
{
    public static CampaignId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>The campaign that opened a task.</summary>
/// <param name="Id">The campaign.</param>
/// <param name="Name">Its name when the task was opened.</param>
/// <param name="Item">The position of the task's item in the campaign's population, from 1.</param>
public sealed record TaskCampaign(CampaignId Id, string Name, int Item)
{
    /// <summary>When the last of several stages ends; null: the task has one stage, whose ladder ends then.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>How long a removal waits before it starts; null: it starts at once.</summary>
    public TimeSpan? CoolingOff { get; init; }

    /// <summary>A removal needs no confirmation by another person; null: it does.</summary>
    public bool? RemovesDirectly { get; init; }

    /// <summary>What had changed since the last certification when the population was recorded; null: not compared, as by earlier builds.</summary>
    public AccessDelta? Delta { get; init; }

    /// <summary>Unchanged access of low and medium risk can be certified together; null: it cannot.</summary>
    public bool? AllowsTogether { get; init; }

    /// <summary>How long after its due date the task can still be decided; null: not at all.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Decisions are staged: they take effect when the reviewer signs off, or when the campaign closes.</summary>
    public bool StagesDecisions { get; init; }

    /// <summary>High and critical risk is decided one at a time, not in bulk.</summary>
    public bool DecidesHighRiskAlone { get; init; }
}
