using System.ComponentModel.DataAnnotations;
using AccessReview.App.Campaigns;
using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;

namespace AccessReview.App.CampaignTemplates;

/// <summary>What a template says: the plan of its campaigns, how long they last, and when they are created.</summary>
/// <param name="Plan">The plan of each campaign, without a due date. Names of campaigns end with their due day.</param>
/// <param name="DurationDays">The number of days from the start to the due day, which is included to its end.</param>
/// <param name="Recurrence">When campaigns are created without a person; by default never.</param>
/// <param name="StartAfterDays">How many days after its planned time a campaign starts without a person: 0 for at once. By default a person starts it.</param>
public sealed record CampaignTemplateRequest(
    CreateCampaignRequest Plan,
    [property: Range(1, TemplateRules.MaxDays)] int DurationDays,
    CampaignRecurrence? Recurrence = null,
    [property: Range(0, TemplateRules.MaxDays)] int? StartAfterDays = null)
{
    /// <summary>The template with an owner and a time zone: those of the stored one, else of the caller. So it means the same to everybody who applies it.</summary>
    /// <param name="before">What is stored; null: nothing.</param>
    internal CampaignTemplateRequest For(Caller caller, CampaignTemplateRequest? before) => this with
    {
        Plan = Plan with { Owner = Plan.Owner ?? before?.Plan.Owner ?? caller.Id, TimeZone = Plan.TimeZone ?? before?.Plan.TimeZone ?? caller.User.TimeZone },
    };

    /// <summary>The plan of a campaign that ends on this day.</summary>
    /// <exception cref="ProblemException">400: the plan is not valid.</exception>
    internal CampaignPlan ToPlan(DateOnly due) => Dated(due, Plan.Name);

    /// <inheritdoc cref="ToPlan(DateOnly)"/>
    /// <param name="due">The last day on which reviewers decide.</param>
    /// <param name="name">The campaign's name; null: that of the template with the due day.</param>
    /// <param name="origin">The template.</param>
    internal CampaignPlan ToPlan(DateOnly due, string? name, CampaignOrigin origin) =>
        Dated(due, name ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Plan.Name} {due:yyyy-MM-dd}")) with { Origin = origin };

    /// <summary>The day in the template's time zone.</summary>
    internal DateOnly DayOf(DateTimeOffset moment) => new LocalTime(Plan.TimeZone).DayOf(moment);

    private CampaignPlan Dated(DateOnly due, string name) =>
        (Plan with { Name = name, Due = new DayOrTime(due, null) }).ToPlan(Plan.Owner ?? default, Plan.TimeZone ?? "Etc/UTC"); // Both are set when it is stored.
}
