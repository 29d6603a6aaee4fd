metadata description = 'Communication Services with a domain that it may send for. Until a domain of one\'s own is verified, mails come from one that Azure lends.'

import { roles } from '../roles.bicep'

param name string
param tags { *: string }

@description('Where mails lie at rest: Europe, United States, ...')
param dataLocation string

@description('A domain of one\'s own; empty: none.')
param domain string

@description('True: the records of the domain are in the DNS and verified.')
param isVerified bool

@description('The part before the @, of a domain of one\'s own.')
param senderName string
param principalId string

var isOwn = !empty(domain) && isVerified

resource service 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: '${name}-mail'
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }

  resource lent 'domains' = {
    name: 'AzureManagedDomain'
    location: 'global'
    properties: { domainManagement: 'AzureManaged', userEngagementTracking: 'Disabled' }
  }

  resource own 'domains' = if (!empty(domain)) {
    name: empty(domain) ? 'none.invalid' : domain
    location: 'global'
    properties: { domainManagement: 'CustomerManaged', userEngagementTracking: 'Disabled' }

    resource sender 'senderUsernames' = if (isOwn) {
      name: senderName
      properties: { username: senderName, displayName: senderName }
    }
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    // A domain that is not verified cannot be linked.
    linkedDomains: [isOwn ? service::own.id : service::lent.id]
  }
}

// No built-in role sends and does nothing else.
resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: communication
  name: guid(communication.id, principalId, roles.communicationAndEmailServiceOwner)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.communicationAndEmailServiceOwner)
  }
}

output name string = communication.name
output endpoint string = 'https://${communication.properties.hostName}'
output sender string = isOwn ? '${senderName}@${domain}' : 'DoNotReply@${service::lent.properties.mailFromSenderDomain}'
