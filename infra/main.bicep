metadata description = 'All of Access Review in Azure: azd makes it (azure.yaml), README.md explains the parameters.'

targetScope = 'subscription'

@description('The name of this environment; azd asks for it. The names of all resources come from it.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('The region; azd asks for it.')
@metadata({ azd: { type: 'location' } })
param location string

@description('The resource group; empty: one named after the environment.')
param resourceGroupName string = ''

@description('The name that people know the site by.')
param siteName string = 'Access Review'

@description('Whom signed links are good for. Another value makes all links worthless that are under way.')
param siteTenant string = 'default'

@description('What links in mails begin with, as https://access.example.org; empty: the host name of the Front Door or else of the app.')
param siteBaseUrl string = ''

@description('Ids of those who may fill an empty directory, and of admins beside those that the directory names, separated by commas. Never a mail address.')
param directoryAdmins string = ''

@description('Requests of one person within a minute, after which they have to wait.')
@minValue(1)
param requestsPerUserPerMinute int = 60

@description('Requests of all together within a minute.')
@minValue(1)
param requestsPerTenantPerMinute int = 600

@description('Where orchestrations are kept. The same word chooses the published host.json (README.md).')
@allowed(['durableTaskScheduler', 'azureStorage'])
param durableBackend string = 'durableTaskScheduler'

@description('Consumption: paid by the action, 500 a second at most. Dedicated: paid by capacity units of 2,000 a second.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Capacity units of a dedicated scheduler.')
@minValue(1)
@maxValue(3)
param schedulerCapacity int = 1

@description('Memory of each instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances at most.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that never sleep, for pages and for orchestrations each; 0: the first page of the morning takes seconds.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('How many copies of the truth there are, and where.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param stateRedundancy string = 'Standard_ZRS'

@description('For how many days a signed digest of the audit cannot be deleted, by anybody.')
@minValue(1)
@maxValue(146000)
param auditRetentionDays int = 2557

@description('Where mails lie at rest, as Communication Services names it: Europe, United States, ...')
param mailDataLocation string = 'Europe'

@description('A domain of your own to send from; empty: one that Azure lends, with a quota for trying only.')
param mailDomain string = ''

@description('True once the domain is verified: then it is used.')
param mailDomainVerified bool = false

@description('The part before the @ of a domain of your own.')
param mailSender string = 'no-reply'

@description('Mails within a minute: four fifths of the quota. 0: by the domain, 4 of a lent one, 24 of your own.')
@minValue(0)
param mailsPerMinute int = 0

@description('Mails within an hour, likewise. 0: by the domain, 8 of a lent one, 80 of your own.')
@minValue(0)
param mailsPerHour int = 0

@description('True: Event Grid tells the app about mails that did not arrive. First deploy the app, and give Event Grid its role (README.md). Needs sign-in by Entra.')
param mailReports bool = false

@description('Kinds of notifications whose mails wait for a daily digest unless a person chooses otherwise, separated by commas: assigned, reminder, lastReminder, escalated, ended, comment.')
param mailInDigest string = ''

@description('Kinds that no mail is sent for unless a person chooses otherwise.')
param mailOff string = ''

@description('Kinds that Slack does not tell unless a person chooses otherwise.')
param slackOff string = ''

@description('Kinds that no person may choose otherwise for.')
param notificationsLocked string = ''

@description('The hour of everybody\'s own clock at which the digest goes.')
@minValue(0)
@maxValue(23)
param digestHour int = 9

@description('No digest on Saturdays and Sundays.')
param digestOnWeekdaysOnly bool = true

@description('Names of the keys that verify links, separated by commas; letters and digits. Each is a secret "link-key-{name}".')
param linkKeys string = 'k1'

@description('The one of them that signs.')
param linkSigningKey string = 'k1'

@description('Names of the keys that verify the audit\'s digests, likewise; none is ever taken out. Each is a secret "audit-key-{name}".')
param auditKeys string = 'a1'

@description('The one of them that signs.')
param auditSigningKey string = 'a1'

@description('signed: a link decides low and medium risk. sign-in: only who has signed in decides.')
@allowed(['signed', 'sign-in'])
param linksDecide string = 'signed'

@description('The OIDC issuer; empty: this tenant\'s Entra, if there is a client id, else sign-in by mailed link.')
param signInAuthority string = ''

@description('This site as the issuer knows it; empty: people sign in by mailed link.')
param signInClientId string = ''

@description('Whom access tokens must be for; empty: the client id.')
param signInAudience string = ''

@description('Whose tokens count, separated by commas; empty: this tenant\'s.')
param signInTenantIds string = ''

@description('The claim that equals a user\'s id in the directory; empty: oid, else sub.')
param signInUserIdClaim string = ''

@description('True: the secret "sign-in-client-secret" holds the client\'s secret.')
param signInHasSecret bool = false

@description('The Slack workspace, as T0123456789; empty: no Slack. The secrets "slack-bot-token" and "slack-signing-secret" hold its app\'s.')
param slackTeamId string = ''

@description('True: the secret "slack-previous-signing-secret" holds the one before, which counts as well while it is replaced.')
param slackHasPreviousSecret bool = false

@description('Who is told when something is wrong: mail addresses, separated by commas.')
param operators string = ''

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('What logs may grow by in a day, in GB; -1: no limit.')
param logDailyCapGb int = 5

@description('A collector of your own that traces, metrics and logs go to as well, by OTLP; empty: none.')
param otlpEndpoint string = ''

@description('True: everything that can be is reached by private endpoints only. Makes Service Bus Premium.')
param privateNetworking bool = false

@description('The network\'s addresses.')
param networkAddresses string = '10.60.0.0/16'

@description('True: a Front Door with a firewall is the only way in.')
param frontDoor bool = false

@description('Requests of one address within a minute, after which the firewall lets it wait.')
@minValue(10)
param requestsPerAddressPerMinute int = 300

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var isPublic = !privateNetworking
var usesScheduler = durableBackend == 'durableTaskScheduler'
var ownMailDomain = !empty(mailDomain) && mailDomainVerified
var stateAccount = 'ststate${token}'
var linkKeyNames = map(split(linkKeys, ','), key => trim(key))
var auditKeyNames = map(split(auditKeys, ','), key => trim(key))

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: empty(resourceGroupName) ? 'rg-${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module state 'modules/appState.bicep' = {
  scope: group
  params: {
    name: stateAccount
    location: location
    tags: tags
    sku: stateRedundancy
    isPublic: isPublic
    principalId: identity.outputs.principalId
  }
}

module digests 'modules/auditDigests.bicep' = {
  scope: group
  params: {
    accountName: stateAccount
    retentionDays: auditRetentionDays
    principalId: identity.outputs.principalId
  }
  dependsOn: [state]
}

module host 'modules/hostStorage.bicep' = {
  scope: group
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    isPublic: isPublic
    keepsOrchestrations: !usesScheduler
    principalId: identity.outputs.principalId
  }
}

module scheduler 'modules/durableTaskScheduler.bicep' = if (usesScheduler) {
  scope: group
  params: {
    name: 'dts-${token}'
    location: location
    tags: tags
    skuName: schedulerSku
    capacity: schedulerCapacity
    isPublic: isPublic
    principalId: identity.outputs.principalId
  }
}

module bus 'modules/serviceBus.bicep' = {
  scope: group
  params: {
    name: 'sb-${token}'
    location: location
    tags: tags
    skuName: privateNetworking ? 'Premium' : 'Standard'
    isPublic: isPublic
    principalId: identity.outputs.principalId
  }
}

module email 'modules/email.bicep' = {
  scope: group
  params: {
    name: 'acs-${token}'
    tags: tags
    dataLocation: mailDataLocation
    domain: mailDomain
    isVerified: mailDomainVerified
    senderName: mailSender
    principalId: identity.outputs.principalId
  }
}

module told 'modules/actionGroup.bicep' = {
  scope: group
  params: {
    name: 'ag-${token}'
    tags: tags
    operators: empty(operators) ? [] : map(split(operators, ','), operator => trim(operator))
  }
}

module vault 'modules/keyVault.bicep' = {
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    isPublic: isPublic
    principalId: identity.outputs.principalId
    actionGroupId: told.outputs.id
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: 'appi-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    principalId: identity.outputs.principalId
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    name: 'alert-${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    serviceBusId: bus.outputs.id
    queueName: bus.outputs.queueName
    actionGroupId: told.outputs.id
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    name: guid(subscription().id, environmentName, 'workbook')
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    serviceBusId: bus.outputs.id
  }
}

module edge 'modules/frontDoor.bicep' = if (frontDoor) {
  scope: group
  params: { name: 'fd-${token}', tags: tags, requestsPerMinute: requestsPerAddressPerMinute }
}

module private 'modules/privateNetworking.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: 'vnet-${token}'
    location: location
    tags: tags
    addressPrefix: networkAddresses
    services: concat(
      [
        { name: 'state-table', id: state.outputs.accountId, groupId: 'table', zone: 'privatelink.table.${environment().suffixes.storage}' }
        { name: 'state-blob', id: state.outputs.accountId, groupId: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
        { name: 'host-blob', id: host.outputs.accountId, groupId: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
        { name: 'bus', id: bus.outputs.id, groupId: 'namespace', zone: 'privatelink.servicebus.windows.net' }
        { name: 'vault', id: vault.outputs.id, groupId: 'vault', zone: 'privatelink.vaultcore.azure.net' }
      ],
      usesScheduler
        ? [{ name: 'scheduler', id: scheduler!.outputs.id, groupId: 'scheduler', zone: 'privatelink.durabletask.io' }]
        : [
            { name: 'host-queue', id: host.outputs.accountId, groupId: 'queue', zone: 'privatelink.queue.${environment().suffixes.storage}' }
            { name: 'host-table', id: host.outputs.accountId, groupId: 'table', zone: 'privatelink.table.${environment().suffixes.storage}' }
          ]
    )
  }
}

// Always there: where the app finds what it works with, and how much it may do.
var always = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.outputs.clientId}'
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  AppStorage__tableServiceUri: state.outputs.tableEndpoint
  Audit__ContainerUri: '${state.outputs.blobEndpoint}${digests.outputs.containerName}'
  Audit__SigningKey: auditSigningKey
  AZURE_CLIENT_ID: identity.outputs.clientId
  AzureWebJobsStorage__accountName: host.outputs.accountName
  AzureWebJobsStorage__clientId: identity.outputs.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  Email__Endpoint: email.outputs.endpoint
  Email__PerHour: string(mailsPerHour > 0 ? mailsPerHour : ownMailDomain ? 80 : 8)
  Email__PerMinute: string(mailsPerMinute > 0 ? mailsPerMinute : ownMailDomain ? 24 : 4)
  Email__Sender: email.outputs.sender
  Links__Decide: linksDecide
  Links__SigningKey: linkSigningKey
  Notifications__DigestHour: string(digestHour)
  Notifications__DigestOnWeekdaysOnly: string(digestOnWeekdaysOnly)
  RateLimits__PerTenantPerMinute: string(requestsPerTenantPerMinute)
  RateLimits__PerUserPerMinute: string(requestsPerUserPerMinute)
  ServiceBus__clientId: identity.outputs.clientId
  ServiceBus__credential: 'managedidentity'
  ServiceBus__fullyQualifiedNamespace: bus.outputs.hostName
  Site__Name: siteName
  Site__Tenant: siteTenant
}

// https://learn.microsoft.com/azure/durable-task/scheduler/durable-task-scheduler-identity
var ofScheduler = usesScheduler
  ? {
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
      TASKHUB_NAME: scheduler!.outputs.hubName
    }
  : {}

var ofSignIn = empty(signInClientId)
  ? {}
  : {
      SignIn__Audience: empty(signInAudience) ? signInClientId : signInAudience
      SignIn__Authority: empty(signInAuthority) ? '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0' : signInAuthority
      SignIn__ClientId: signInClientId
      SignIn__TenantIds: empty(signInTenantIds) && empty(signInAuthority) ? tenant().tenantId : signInTenantIds
    }

// An empty setting is not the same as none.
var ofPeople = union(empty(directoryAdmins) ? {} : { Directory__Admins: directoryAdmins }, empty(signInUserIdClaim) ? {} : { SignIn__UserIdClaim: signInUserIdClaim })

// An empty list is the default.
var ofNotifications = union(
  empty(mailInDigest) ? {} : { Notifications__MailInDigest: mailInDigest },
  empty(mailOff) ? {} : { Notifications__MailOff: mailOff },
  empty(slackOff) ? {} : { Notifications__SlackOff: slackOff },
  empty(notificationsLocked) ? {} : { Notifications__Locked: notificationsLocked }
)

var ofSlack = empty(slackTeamId) ? {} : { Slack__TeamId: slackTeamId }

// Event Grid's own application, the same in every tenant (https://learn.microsoft.com/azure/event-grid/secure-webhook-delivery).
var ofMailReports = mailReports && !empty(signInClientId) ? { MailReports__ClientId: '4962773b-9cdb-44cf-a8bf-234846a00ab7' } : {}

var ofTelemetry = empty(otlpEndpoint) ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint, OTEL_SERVICE_NAME: environmentName }

// Rate limits are by address, and the host knows only Front Door's (Azure/azure-functions-host#11254).
var ofFrontDoor = frontDoor ? { Site__ClientAddressHeader: 'X-Azure-ClientIP' } : {}

module app 'modules/functionApp.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    packageContainer: host.outputs.packageContainer
    subnetId: privateNetworking ? private!.outputs.appSubnetId : ''
    isPublic: isPublic
    frontDoorId: frontDoor ? edge!.outputs.frontDoorId : ''
    baseUrl: !empty(siteBaseUrl) ? siteBaseUrl : frontDoor ? 'https://${edge!.outputs.hostName}' : ''
    settings: union(always, ofScheduler, ofSignIn, ofPeople, ofNotifications, ofSlack, ofMailReports, ofTelemetry, ofFrontDoor)
    fromKeyVault: union(
      toObject(auditKeyNames, key => 'Audit__Keys__${key}', key => 'audit-key-${key}'),
      toObject(linkKeyNames, key => 'Links__Keys__${key}', key => 'link-key-${key}'),
      signInHasSecret ? { SignIn__ClientSecret: 'sign-in-client-secret' } : {},
      empty(slackTeamId) ? {} : { Slack__BotToken: 'slack-bot-token', Slack__SigningSecret: 'slack-signing-secret' },
      slackHasPreviousSecret ? { Slack__PreviousSigningSecret: 'slack-previous-signing-secret' } : {}
    )
    keyVaultName: vault.outputs.name
  }
}

module reports 'modules/mailReports.bicep' = if (mailReports && !empty(signInClientId)) {
  scope: group
  params: {
    communicationName: email.outputs.name
    name: 'evgt-${token}'
    tags: tags
    siteAddress: !empty(siteBaseUrl) ? siteBaseUrl : 'https://${frontDoor ? edge!.outputs.hostName : app.outputs.hostName}'
    tenantId: tenant().tenantId
    audience: empty(signInAudience) ? signInClientId : signInAudience
  }
}

module inbound 'modules/privateEndpoint.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: 'vnet-${token}-app'
    location: location
    tags: tags
    subnetId: private!.outputs.endpointSubnetId
    serviceId: app.outputs.id
    groupId: 'sites'
    zone: private!.outputs.siteZone
  }
}

module way 'modules/frontDoorRoute.bicep' = if (frontDoor) {
  scope: group
  params: {
    profileName: edge!.outputs.profileName
    endpointName: edge!.outputs.endpointName
    appHostName: app.outputs.hostName
    privateAppId: privateNetworking ? app.outputs.id : ''
    location: location
  }
}

// azd keeps these as environment variables, for its hooks and for people.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output APP_ID string = app.outputs.id
output APP_HOST_NAME string = app.outputs.hostName
output SITE_ADDRESS string = !empty(siteBaseUrl) ? siteBaseUrl : 'https://${frontDoor ? edge!.outputs.hostName : app.outputs.hostName}'
output LINK_KEYS string = linkKeys
output AUDIT_KEYS string = auditKeys
output MAIL_SENDER_ADDRESS string = email.outputs.sender
output SCHEDULER_DASHBOARD string = usesScheduler ? scheduler!.outputs.dashboard : ''
