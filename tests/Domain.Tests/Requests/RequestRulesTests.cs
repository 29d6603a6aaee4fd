using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Requests;

public sealed class RequestRulesTests
{
    private static readonly AccessRequest Asked = new()
    {
        Case = new CaseId("c1"),
        RequestedBy = People.Requester,
        For = People.Subject,
        Entitlement = new EntitlementId("crm-admin"),
        Reason = "Needed for the migration",
        RequestedAt = Monday,
    };

    private static readonly User Subject = People.Named(People.Subject);

    private static readonly Entitlement Entitlement = new() { Id = new("crm-admin"), AppId = new("crm"), Name = "CRM admin" };

    private static readonly Grant Held = new() { UserId = People.Subject, EntitlementId = Entitlement.Id, AppId = Entitlement.AppId, Since = Monday };

    [Fact]
    public void A_sound_request_goes_to_its_approver() => Assert.Null(Judge(Asked));

    [Fact]
    public void Both_must_exist_and_the_person_be_there()
    {
        Assert.Equal(RequestRefusal.UnknownUser, RequestRules.Judge(Asked, Roles.Reviewer, null, Entitlement, null, null));
        Assert.Equal(RequestRefusal.UnknownEntitlement, RequestRules.Judge(Asked, Roles.Reviewer, Subject, null, null, null));
        Assert.Equal(RequestRefusal.InactiveUser, RequestRules.Judge(Asked, Roles.Reviewer, Subject with { IsActive = false }, Entitlement, null, null));
    }

    [Theory]
    [InlineData(GrantState.Active, RequestRefusal.AlreadyHeld)]
    [InlineData(GrantState.StillThere, RequestRefusal.AlreadyHeld)]
    [InlineData(GrantState.Ended, null)]
    public void What_is_held_is_not_asked_for_again(GrantState state, RequestRefusal? refusal) => Assert.Equal(refusal, Judge(Asked, held: Held with { State = state }));

    [Theory]
    [InlineData(RequestState.Pending, RequestRefusal.AlreadyPending)]
    [InlineData(RequestState.Provisioning, RequestRefusal.AlreadyPending)]
    [InlineData(RequestState.Failed, RequestRefusal.AlreadyPending)]
    [InlineData(RequestState.Granted, null)]
    [InlineData(RequestState.Denied, null)]
    [InlineData(RequestState.Expired, null)]
    [InlineData(RequestState.Cancelled, null)]
    public void What_is_under_way_is_not_asked_for_again(RequestState state, RequestRefusal? refusal) => Assert.Equal(refusal, Judge(Asked, underWay: Asked with { State = state }));

    [Fact]
    public void A_reason_is_required_and_has_a_length()
    {
        Assert.Equal(RequestRefusal.ReasonRequired, Judge(Asked with { Reason = " \u200E" }));
        Assert.Equal(RequestRefusal.TextTooLong, Judge(Asked with { Reason = new string('a', 2001) }));
    }

    [Fact]
    public void The_end_lies_ahead()
    {
        Assert.Equal(RequestRefusal.EndInPast, Judge(Asked with { Until = Monday }));
        Assert.Null(Judge(Asked with { Until = Monday.AddTicks(1) }));
    }

    [Fact]
    public void An_auditor_asks_for_themselves_only()
    {
        Assert.Equal(RequestRefusal.ReadOnlyRole, Judge(Asked, Roles.Auditor));
        Assert.Null(Judge(Asked with { RequestedBy = People.Subject }, Roles.Auditor));
    }

    [Theory]
    [InlineData(TaskKind.Approval, null, RequestState.Pending)]
    [InlineData(TaskKind.Approval, Outcome.Approved, RequestState.Provisioning)]
    [InlineData(TaskKind.Approval, Outcome.Denied, RequestState.Denied)]
    [InlineData(TaskKind.Approval, Outcome.NoResponse, RequestState.Expired)]
    [InlineData(TaskKind.Approval, Outcome.Cancelled, RequestState.Cancelled)]
    [InlineData(TaskKind.Provisioning, null, RequestState.Provisioning)]
    [InlineData(TaskKind.Provisioning, Outcome.Completed, RequestState.Granted)]
    [InlineData(TaskKind.Provisioning, Outcome.Errored, RequestState.Failed)]
    [InlineData(TaskKind.Provisioning, Outcome.NoResponse, RequestState.Failed)]
    [InlineData(TaskKind.Provisioning, Outcome.Cancelled, RequestState.Cancelled)]
    public void A_request_stands_where_its_task_has_come_to(TaskKind kind, Outcome? outcome, RequestState state) =>
        Assert.Equal(state, RequestRules.StateAfter(Opened(kind) with { Outcome = outcome }));

    [Theory]
    [InlineData("requester", Roles.Reviewer, RequestState.Pending, true)]
    [InlineData("requester", Roles.Reviewer, RequestState.Failed, true)]
    [InlineData("requester", Roles.Reviewer, RequestState.Granted, false)]
    [InlineData("requester", Roles.Auditor, RequestState.Pending, false)]
    [InlineData("subject", Roles.Reviewer, RequestState.Pending, false)]
    [InlineData("subject", Roles.Admin, RequestState.Failed, false)]
    [InlineData("stranger", Roles.Reviewer, RequestState.Pending, false)]
    [InlineData("stranger", Roles.Admin, RequestState.Provisioning, true)]
    public void Who_asked_takes_it_back_and_an_admin_whom_it_does_not_concern(string person, Roles roles, RequestState state, bool may) =>
        Assert.Equal(may, RequestRules.MayWithdraw(Asked with { State = state }, new UserId(person), roles));

    [Fact]
    public void One_leads_from_task_to_task_through_a_case()
    {
        var approval = Opened(TaskKind.Approval);
        var approved = approval with { Outcome = Outcome.Approved };
        var given = Opened(TaskKind.Provisioning);

        Assert.Null(RequestRules.TaskAfter(approval));
        Assert.Equal(TaskId.Derive(approval.Id.Value, nameof(TaskKind.Provisioning)), RequestRules.TaskAfter(approved));
        Assert.Null(RequestRules.TaskAfter(given with { Outcome = Outcome.Completed }));
        Assert.Equal(new TaskId("again"), RequestRules.TaskAfter(given with { Outcome = Outcome.Errored, RetriedBy = new TaskId("again") }));
    }

    [Fact]
    public void A_request_has_one_approval_task() => Assert.Equal(TaskId.Derive("c1", "Approval"), Asked.ApprovalTask);

    private static RequestRefusal? Judge(AccessRequest asked, Roles roles = Roles.Reviewer, Grant? held = null, AccessRequest? underWay = null) =>
        RequestRules.Judge(asked, roles, Subject, Entitlement, held, underWay);
}
