using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Campaigns;

/// <summary>A further stage of a campaign, as the user sent it.</summary>
/// <param name="Number">2 or 3, as in the names of its fields.</param>
/// <param name="Source">Null: the stage is not used.</param>
public sealed record SentStage(int Number, AssigneeSource? Source, string? Reviewers, string? Fallback)
{
    public string SourceField => $"source{Number}";

    public string ReviewersField => $"reviewers{Number}";

    public string FallbackField => $"fallback{Number}";
}

/// <summary>The stages of a campaign, as the user sent them. Stages that are left empty are ignored.</summary>
public sealed record SentStages
{
    private static readonly int[] Numbers = [.. Enumerable.Range(2, CampaignStages.Max - 1)];

    public bool AsksHolder { get; private init; }

    public StageRule Rule { get; private init; }

    /// <summary>The second and the third stage.</summary>
    public IReadOnlyList<SentStage> Later { get; private init; } = [.. Numbers.Select(number => new SentStage(number, null, null, null))];

    /// <summary>The shares of the time: the holder's, and those of the three stages. Null: not entered.</summary>
    public IReadOnlyList<string?> Shares { get; private init; } = new string?[CampaignStages.Max + 1];

    public bool IsUsed => AsksHolder || Later.Any(stage => stage.Source is not null || stage.Reviewers is not null) || Shares.Any(share => share is not null);

    /// <summary>The fields with people of the stages that are used.</summary>
    internal IEnumerable<(string Field, string? Text)> People =>
        Used.SelectMany(stage => new[] { (stage.ReviewersField, stage.Reviewers), (stage.FallbackField, stage.Fallback) });

    private IEnumerable<SentStage> Used => Later.Where(stage => stage.Source is not null);

    public static string ShareField(int stage) => $"share{stage}";

    internal static SentStages Of(IFormCollection form) => new()
    {
        AsksHolder = form.ReadText("asksHolder") is not null,
        Rule = form.ReadEnum<StageRule>("rule") ?? StageRule.AnyRemoval,
        Later =
        [
            .. Numbers.Select(number => new SentStage(
                number, form.ReadEnum<AssigneeSource>($"source{number}"), form.ReadProse($"reviewers{number}"), form.ReadProse($"fallback{number}"))),
        ],
        Shares = [.. Enumerable.Range(0, CampaignStages.Max + 1).Select(stage => form.ReadText(ShareField(stage))?.Trim())],
    };

    /// <summary>The fields filled with stored stages.</summary>
    internal static SentStages Of(CampaignStagesRequest? stages)
    {
        if (stages is null)
            return new SentStages();
        var later = stages.Later ?? [];
        IReadOnlyList<int> used = [.. stages.AsksHolder ? [0] : Array.Empty<int>(), .. Enumerable.Range(1, later.Count + 1)];
        var shares = new string?[CampaignStages.Max + 1];
        foreach (var (stage, share) in used.Zip(stages.Shares ?? []))
            shares[stage] = share.ToString(CultureInfo.InvariantCulture);
        return new SentStages
        {
            AsksHolder = stages.AsksHolder,
            Rule = stages.Rule,
            Later = [.. Numbers.Select((number, index) => index < later.Count
                ? new SentStage(number, later[index].Source, Lines(later[index].Users), Lines(later[index].Fallback))
                : new SentStage(number, null, null, null))],
            Shares = shares,
        };

        static string? Lines(IReadOnlyList<UserId>? people) => people is { Count: > 0 } ? string.Join('\n', people) : null;
    }

    /// <param name="people">The people who were found, by field.</param>
    internal CampaignStagesRequest ToRequest(IReadOnlyDictionary<string, IReadOnlyList<UserId>> people) => new(
        Rule,
        AsksHolder,
        [.. Used.Select(stage => new CampaignReviewersRequest(stage.Source ?? default, people[stage.ReviewersField], people[stage.FallbackField]))],
        SharesOfUsed());

    /// <summary>A share that is missing or no number becomes 0, which no campaign can have.</summary>
    private IReadOnlyList<int> SharesOfUsed()
    {
        IEnumerable<int> used = [.. AsksHolder ? [0] : Array.Empty<int>(), 1, .. Used.Select(stage => stage.Number)];
        return Shares.All(share => share is null)
            ? []
            : [.. used.Select(stage => int.TryParse(Shares[stage], NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? share : 0)];
    }
}
