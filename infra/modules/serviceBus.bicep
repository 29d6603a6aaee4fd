metadata description = 'The namespace and its one queue, as the app wants it.'

import { roles } from '../roles.bicep'

param name string
param location string
param tags { *: string }

@description('Standard; Premium where private endpoints are wanted, which Standard does not have.')
param skuName string
param isPublic bool
param principalId string

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: skuName == 'Premium' ? { name: skuName, tier: skuName, capacity: 1 } : { name: skuName, tier: skuName }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
  }

  resource notifications 'queues' = {
    name: 'notifications'
    properties: {
      deadLetteringOnMessageExpiration: true
      defaultMessageTimeToLive: 'P14D'
      duplicateDetectionHistoryTimeWindow: 'PT1H'
      lockDuration: 'PT1M'
      maxDeliveryCount: 10
      requiresDuplicateDetection: true
      requiresSession: false
    }
  }
}

resource messages 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.serviceBusDataSender, roles.serviceBusDataReceiver]: {
    scope: namespace::notifications
    name: guid(namespace::notifications.id, principalId, role)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output id string = namespace.id
output hostName string = '${namespace.name}.servicebus.windows.net'
output queueName string = namespace::notifications.name
