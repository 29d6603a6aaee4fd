using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.CampaignTemplates;

/// <summary>What the buttons of the pages of templates do.</summary>
public enum TemplateAct
{
    /// <summary>Count what the template reviews. Nothing is written.</summary>
    Check,
    Save,

    /// <summary>Create a campaign.</summary>
    Create,
    Retire,
}

/// <summary>The pages on which a template is created, edited, used and retired. They use the same commands as the API.</summary>
public sealed class TemplateForm(TemplateCommands commands, TemplatePages pages, DirectoryStore directory, TimeProvider clock)
{
    [Function("ShowNewTemplateForm")]
    [Requires(OrganizationAction.RunCampaigns)]
    public Task<IResult> ShowNewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaign-templates/new/form")] HttpRequest request, CancellationToken cancellationToken) =>
        PageAsync(null, SentTemplate.New(request.HttpContext.GetCaller()), null, StatusCodes.Status200OK, cancellationToken);

    [Function("SendNewTemplateForm")]
    [Requires(OrganizationAction.RunCampaigns)]
    public Task<IResult> SendNewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaign-templates/new/form")] HttpRequest request, CancellationToken cancellationToken) =>
        SendFormAsync(request, null, cancellationToken);

    [Function("ShowTemplateForm")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "campaign-templates/{name}/form")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var template = (await commands.FindAsync(name, cancellationToken)).Template;
        var sent = await SentTemplate.OfAsync(template.Current, directory, cancellationToken);
        var lost = await LostAsync(template.Name, cancellationToken);
        return await PageAsync(template.Name, lost.Count == 0 ? sent : sent.With("name", LostText(lost)), null, StatusCodes.Status200OK, cancellationToken);
    }

    [Function("SendTemplateForm")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaign-templates/{name}/form")] HttpRequest request, string name, CancellationToken cancellationToken) =>
        await SendFormAsync(request, (await commands.FindAsync(name, cancellationToken)).Template.Name, cancellationToken);

    [Function("ActOnTemplate")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaign-templates/{name}/act")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var template = (await commands.FindAsync(name, cancellationToken)).Template;
        var form = await request.ReadFieldsAsync(cancellationToken);
        try
        {
            if (form.ReadEnum<TemplateAct>("act") == TemplateAct.Retire)
            {
                await commands.RetireAsync(caller, name, IfMatch.Anything, cancellationToken);
                return new SeeOther(CampaignPaths.Template(template.Name));
            }

            var start = DayOrTime.Parse(form.ReadText("start")?.Trim())?.Day;
            var operation = new OperationId(OperationId.Derive(caller.Id, TemplatePaths.Act(template.Name), form.ReadRequired("key")), clock.GetUtcNow(), true);
            return new SeeOther(CampaignPaths.Of((await commands.CreateCampaignAsync(caller, name, start, null, operation, cancellationToken)).Id));
        }
        catch (ProblemException problem) when (problem.Status is not StatusCodes.Status404NotFound)
        {
            return Page.Of<TemplatePage>(new { Content = await pages.ReadAsync(template, template.Current, caller, cancellationToken), Fault = problem.Sentence }, problem.Status);
        }
    }

    /// <param name="name">The template that is edited; null: a new one.</param>
    private async Task<IResult> SendFormAsync(HttpRequest request, string? name, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var (content, sent) = await SentTemplate.Of(form).ReadAsync(directory, cancellationToken);
        if (content is null)
            return await PageAsync(name, sent, null, StatusCodes.Status400BadRequest, cancellationToken);
        if (name is not null && await LostAsync(name, cancellationToken) is { Count: > 0 } lost)
            return await PageAsync(name, sent.With("name", LostText(lost)), null, StatusCodes.Status409Conflict, cancellationToken);
        try
        {
            var (key, version) = (name ?? sent.Template ?? "", IfMatch.Version(sent.Version ?? "0"));
            if (form.ReadEnum<TemplateAct>("act") == TemplateAct.Check)
                return await PageAsync(name, sent, await commands.CheckAsync(caller, key, content, version, cancellationToken), StatusCodes.Status200OK, cancellationToken);
            await commands.WriteAsync(caller, key, content, version, cancellationToken);
            return new SeeOther(CampaignPaths.Template(key));
        }
        catch (ProblemException problem) when (problem.Extensions.TryGetValue("faults", out var found) && found is IReadOnlyList<TemplateFault>)
        {
            return await PageAsync(name, sent.With(((IReadOnlyList<TemplateFault>)problem.Extensions["faults"]!)[0]), null, problem.Status, cancellationToken); // Just found.
        }
        catch (ProblemException problem) when (problem.Status is StatusCodes.Status400BadRequest or StatusCodes.Status412PreconditionFailed)
        {
            var sentence = problem.Status == StatusCodes.Status412PreconditionFailed && name is null ? Say($"There is already a template with this name.") : problem.Sentence;
            return await PageAsync(name, sent.With(name is null ? "template" : "name", sentence), null, problem.Status, cancellationToken);
        }
    }

    /// <summary>The settings of the stored template that the form does not have, so that saving the form would lose them.</summary>
    private async Task<IReadOnlyList<string>> LostAsync(string name, CancellationToken cancellationToken)
    {
        var current = (await commands.FindAsync(name, cancellationToken)).Template.Current;
        var (again, _) = await (await SentTemplate.OfAsync(current, directory, cancellationToken)).ReadAsync(directory, cancellationToken);
        return again is null ? [] : [.. PlanDifferences.Between(current.Content, again).Where(one => one.Before is not null).Select(one => one.Pointer)];
    }

    private static string LostText(IReadOnlyList<string> lost) => Say($"This form does not have these settings, so it cannot save the template: {string.Join(", ", lost)}. Change the template by the API.");

    private async Task<IResult> PageAsync(string? name, SentTemplate sent, WrittenTemplate? check, int status, CancellationToken cancellationToken)
    {
        var apps = await directory.AppsAsync(null, null, cancellationToken).Select(app => app.Value).ToListAsync(cancellationToken);
        return Page.Of<TemplateFormPage>(new { Template = name, Apps = (IReadOnlyList<ConnectedApp>)apps, Sent = sent, Check = check }, status);
    }
}
