"""Names of properties that HubSpot defines, identical in all accounts, by object type.

They are not complete, and an account has others of its own: a name that is not here may still exist.
"""

from __future__ import annotations

from functools import lru_cache

_EVERYWHERE = """
hs_all_accessible_team_ids hs_all_assigned_business_unit_ids hs_all_owner_ids hs_all_team_ids hs_created_by_user_id
hs_merged_object_ids hs_object_id hs_object_source hs_object_source_detail_1 hs_object_source_detail_2
hs_object_source_detail_3 hs_object_source_id hs_object_source_label hs_object_source_user_id hs_owning_teams
hs_pinned_engagement_id hs_read_only hs_shared_team_ids hs_shared_user_ids hs_unique_creation_key hs_unique_id
hs_updated_by_user_id hs_user_ids_of_all_notification_followers hs_user_ids_of_all_notification_unfollowers
hs_user_ids_of_all_owners hs_was_imported hubspot_owner_assigneddate hubspot_owner_id hubspot_team_id
"""
_OF_TYPE = {
    "contacts": """
        address annualrevenue associatedcompanyid associatedcompanylastupdated city closedate company company_size
        country createdate currentlyinworkflow date_of_birth days_to_close degree email engagements_last_meeting_booked
        engagements_last_meeting_booked_campaign engagements_last_meeting_booked_medium
        engagements_last_meeting_booked_source fax field_of_study first_conversion_date first_conversion_event_name
        first_deal_created_date firstname followercount gender graduation_date hs_additional_emails hs_all_contact_vids
        hs_analytics_average_page_views hs_analytics_first_referrer hs_analytics_first_timestamp
        hs_analytics_first_touch_converting_campaign hs_analytics_first_url hs_analytics_first_visit_timestamp
        hs_analytics_last_referrer hs_analytics_last_timestamp hs_analytics_last_touch_converting_campaign
        hs_analytics_last_url hs_analytics_last_visit_timestamp hs_analytics_num_event_completions
        hs_analytics_num_page_views hs_analytics_num_visits hs_analytics_revenue hs_analytics_source
        hs_analytics_source_composite_data hs_analytics_source_data_1 hs_analytics_source_data_2
        hs_associated_target_accounts hs_avatar_filemanager_key hs_bing_ad_clicked hs_bing_click_id hs_buying_role
        hs_calculated_form_submissions hs_calculated_merged_vids hs_calculated_mobile_number hs_calculated_phone_number
        hs_calculated_phone_number_area_code hs_calculated_phone_number_country_code
        hs_calculated_phone_number_region_code hs_clicked_linkedin_ad hs_contact_creation_legal_basis_source_instance_id
        hs_contact_enrichment_opt_out hs_contact_enrichment_opt_out_timestamp hs_content_membership_email
        hs_content_membership_email_confirmed hs_content_membership_follow_up_enqueued_at hs_content_membership_notes
        hs_content_membership_registered_at hs_content_membership_registration_domain_sent_to
        hs_content_membership_registration_email_sent_at hs_content_membership_status hs_conversations_visitor_email
        hs_count_is_unworked hs_count_is_worked hs_country_region_code hs_created_by_conversations hs_createdate
        hs_cross_sell_opportunity hs_current_customer hs_currently_enrolled_in_prospecting_agent
        hs_customer_agent_lead_status hs_data_privacy_ads_consent hs_date_entered_customer hs_date_entered_evangelist
        hs_date_entered_lead hs_date_entered_marketingqualifiedlead hs_date_entered_opportunity hs_date_entered_other
        hs_date_entered_salesqualifiedlead hs_date_entered_subscriber hs_date_exited_customer hs_date_exited_evangelist
        hs_date_exited_lead hs_date_exited_marketingqualifiedlead hs_date_exited_opportunity hs_date_exited_other
        hs_date_exited_salesqualifiedlead hs_date_exited_subscriber hs_document_last_revisited hs_email_bad_address
        hs_email_bounce hs_email_click hs_email_customer_quarantined_reason hs_email_delivered hs_email_domain
        hs_email_first_click_date hs_email_first_open_date hs_email_first_reply_date hs_email_first_send_date
        hs_email_hard_bounce_reason hs_email_hard_bounce_reason_enum hs_email_is_ineligible hs_email_last_click_date
        hs_email_last_email_name hs_email_last_open_date hs_email_last_reply_date hs_email_last_send_date hs_email_open
        hs_email_optimal_send_day_of_week hs_email_optimal_send_time_of_day hs_email_optout hs_email_quarantined
        hs_email_quarantined_reason hs_email_recipient_fatigue_recovery_time hs_email_replied
        hs_email_sends_since_last_engagement hs_emailconfirmationstatus hs_employment_change_detected_date
        hs_enriched_email_bounce_detected hs_facebook_ad_clicked hs_facebook_click_id hs_facebookid
        hs_feedback_last_ces_survey_date hs_feedback_last_ces_survey_follow_up hs_feedback_last_ces_survey_rating
        hs_feedback_last_csat_survey_date hs_feedback_last_csat_survey_follow_up hs_feedback_last_csat_survey_rating
        hs_feedback_last_nps_follow_up hs_feedback_last_nps_rating hs_feedback_last_nps_rating_number
        hs_feedback_last_survey_date hs_feedback_show_nps_web_survey hs_first_closed_order_id
        hs_first_engagement_object_id hs_first_order_closed_date hs_first_outreach_date
        hs_first_subscription_create_date hs_full_name_or_email hs_google_click_id hs_googleplusid hs_gps_error
        hs_gps_latitude hs_gps_longitude hs_has_active_subscription hs_inferred_language_codes hs_intent_paid_up_to_date
        hs_intent_signals_enabled hs_ip_timezone hs_is_contact hs_is_enriched hs_is_merge_revertible hs_is_unworked
        hs_job_change_detected_date hs_journey_stage hs_language hs_last_metered_enrichment_timestamp
        hs_last_sales_activity_date hs_last_sales_activity_timestamp hs_last_sales_activity_type hs_last_sms_send_date
        hs_last_sms_send_name hs_lastmodifieddate hs_latest_disqualified_lead_date hs_latest_meeting_activity
        hs_latest_open_lead_date hs_latest_qualified_lead_date hs_latest_sequence_ended_date hs_latest_sequence_enrolled
        hs_latest_sequence_enrolled_date hs_latest_sequence_finished_date hs_latest_sequence_unenrolled_date
        hs_latest_source hs_latest_source_composite_data hs_latest_source_data_1 hs_latest_source_data_2
        hs_latest_source_timestamp hs_latest_subscription_create_date hs_latitude hs_lead_status hs_legal_basis
        hs_lifecyclestage_customer_date hs_lifecyclestage_evangelist_date hs_lifecyclestage_lead_date
        hs_lifecyclestage_marketingqualifiedlead_date hs_lifecyclestage_opportunity_date hs_lifecyclestage_other_date
        hs_lifecyclestage_salesqualifiedlead_date hs_lifecyclestage_subscriber_date hs_linkedin_ad_clicked
        hs_linkedin_click_id hs_linkedin_url hs_linkedinid hs_live_enrichment_deadline hs_longitude
        hs_manual_campaign_ids hs_marketable_reason_id hs_marketable_reason_type hs_marketable_status
        hs_marketable_until_renewal hs_membership_has_accessed_private_content
        hs_membership_last_private_content_access_date hs_messaging_engagement_score hs_mobile_sdk_push_tokens
        hs_notes_last_activity hs_notes_next_activity hs_notes_next_activity_type hs_persona hs_pipeline
        hs_predictivecontactscore hs_predictivecontactscore_tmp hs_predictivecontactscore_v2
        hs_predictivecontactscorebucket hs_predictivescoringtier hs_predictivescoringtier_tmp
        hs_prospecting_agent_actively_enrolled_count hs_prospecting_agent_last_enrolled
        hs_prospecting_agent_total_enrolled_count hs_quarantined_emails hs_recent_closed_order_date hs_registered_member
        hs_registration_method hs_returning_to_office_detected_date hs_role hs_sa_first_engagement_date
        hs_sa_first_engagement_descr hs_sa_first_engagement_object_type hs_sales_email_last_clicked
        hs_sales_email_last_opened hs_sales_email_last_replied hs_searchable_calculated_international_mobile_number
        hs_searchable_calculated_international_phone_number hs_searchable_calculated_mobile_number
        hs_searchable_calculated_phone_number hs_seniority hs_sequences_actively_enrolled_count
        hs_sequences_enrolled_count hs_sequences_is_enrolled hs_social_facebook_clicks hs_social_google_plus_clicks
        hs_social_last_engagement hs_social_linkedin_clicks hs_social_num_broadcast_clicks hs_social_twitter_clicks
        hs_source_object_id hs_source_portal_id hs_state_code hs_sub_role hs_tiktok_ad_clicked hs_tiktok_click_id
        hs_time_between_contact_creation_and_deal_close hs_time_between_contact_creation_and_deal_creation
        hs_time_in_customer hs_time_in_evangelist hs_time_in_lead hs_time_in_marketingqualifiedlead
        hs_time_in_opportunity hs_time_in_other hs_time_in_salesqualifiedlead hs_time_in_subscriber
        hs_time_to_first_engagement hs_time_to_move_from_lead_to_customer
        hs_time_to_move_from_marketingqualifiedlead_to_customer hs_time_to_move_from_opportunity_to_customer
        hs_time_to_move_from_salesqualifiedlead_to_customer hs_time_to_move_from_subscriber_to_customer hs_timezone
        hs_twitterid hs_whatsapp_phone_number hubspotscore industry ip_city ip_country ip_country_code ip_latlon
        ip_state ip_state_code ip_zipcode job_function jobtitle kloutscoregeneral lastmodifieddate lastname
        lifecyclestage linkedinbio linkedinconnections marital_status message military_status mobilephone
        notes_last_contacted notes_last_updated notes_next_activity_date num_associated_deals num_contacted_notes
        num_conversion_events num_notes num_unique_conversion_events numemployees owneremail ownername phone photo
        recent_conversion_date recent_conversion_event_name recent_deal_amount recent_deal_close_date
        relationship_status salutation school seniority start_date state surveymonkeyeventlastupdated total_revenue
        twitterbio twitterhandle twitterprofilephoto webinareventlastupdated website work_email zip
    """,
    "companies": """
        about_us address address2 annualrevenue city closedate country createdate description domain
        facebook_company_page founded_year hs_additional_domains hs_analytics_source hs_country_code hs_createdate
        hs_ideal_customer_profile hs_is_target_account hs_keywords hs_lastmodifieddate hs_lead_status
        hs_lifecyclestage_customer_date hs_lifecyclestage_evangelist_date hs_lifecyclestage_lead_date
        hs_lifecyclestage_marketingqualifiedlead_date hs_lifecyclestage_opportunity_date hs_lifecyclestage_other_date
        hs_lifecyclestage_salesqualifiedlead_date hs_lifecyclestage_subscriber_date hs_logo_url hs_num_child_companies
        hs_num_open_deals hs_parent_company_id hs_pipeline hs_searchable_calculated_phone_number hs_target_account
        hs_task_label industry is_public lifecyclestage linkedin_company_page linkedinbio name notes_last_contacted
        notes_last_updated notes_next_activity_date num_associated_contacts num_associated_deals num_contacted_notes
        num_notes numberofemployees phone state timezone total_revenue twitterhandle type web_technologies website zip
    """,
    "deals": """
        amount amount_in_home_currency closed_lost_reason closed_won_reason closedate createdate days_to_close
        deal_currency_code dealname dealstage dealtype description hs_acv hs_analytics_source hs_arr hs_campaign
        hs_closed_amount hs_closed_amount_in_home_currency hs_closed_won_count hs_closed_won_date hs_createdate
        hs_date_entered_closedlost hs_date_entered_closedwon hs_days_to_close_raw hs_deal_score
        hs_deal_stage_probability hs_deal_stage_probability_shadow hs_exchange_rate hs_forecast_amount
        hs_forecast_probability hs_is_closed hs_is_closed_count hs_is_closed_lost hs_is_closed_won hs_is_open_count
        hs_lastmodifieddate hs_manual_forecast_category hs_mrr hs_next_step
        hs_num_associated_active_deal_registrations hs_num_of_associated_line_items hs_number_of_call_engagements
        hs_open_amount_in_home_currency hs_open_deal_create_date hs_priority hs_projected_amount
        hs_projected_amount_in_home_currency hs_tcv hs_weighted_pipeline_in_company_currency notes_last_contacted
        notes_last_updated notes_next_activity_date num_associated_contacts num_contacted_notes num_notes pipeline
    """,
    "tickets": """
        closed_date content created_by createdate first_agent_reply_date hs_custom_inbox hs_file_upload
        hs_helpdesk_sort_timestamp hs_is_closed hs_last_message_from_visitor hs_last_message_received_at
        hs_last_message_sent_at hs_lastmodifieddate hs_num_associated_companies hs_num_times_contacted hs_pipeline
        hs_pipeline_stage hs_resolution hs_ticket_category hs_ticket_id hs_ticket_priority hs_time_in_1
        last_reply_date notes_last_contacted notes_last_updated notes_next_activity_date num_notes source_type subject
        time_to_close time_to_first_agent_reply
    """,
    "products": """
        amount createdate description discount hs_cost_of_goods_sold hs_createdate hs_discount_percentage hs_folder
        hs_folder_id hs_folder_name hs_images hs_lastmodifieddate hs_price_eur hs_price_gbp hs_price_usd
        hs_product_type hs_recurring_billing_period hs_recurring_billing_start_date hs_sku hs_status hs_tax_amount
        hs_url name price quantity recurringbillingfrequency tax
    """,
    "line_items": """
        amount createdate description discount hs_acv hs_arr hs_billing_start_delay_days hs_billing_start_delay_months
        hs_cost_of_goods_sold hs_createdate hs_discount_percentage hs_images hs_lastmodifieddate
        hs_line_item_currency_code hs_margin hs_margin_acv hs_margin_arr hs_margin_mrr hs_margin_tcv hs_mrr
        hs_position_on_quote hs_pre_discount_amount hs_product_id hs_recurring_billing_end_date
        hs_recurring_billing_number_of_payments hs_recurring_billing_period hs_recurring_billing_start_date hs_sku
        hs_tax_rate_group_id hs_tcv hs_term_in_months hs_total_discount hs_url hs_variant_id name price quantity
        recurringbillingfrequency tax
    """,
    "quotes": """
        hs_comments hs_createdate hs_currency hs_domain hs_esign_enabled hs_expiration_date hs_language
        hs_lastmodifieddate hs_locale hs_payment_enabled hs_payment_type hs_proposal_slug hs_public_url_key
        hs_quote_amount hs_quote_link hs_quote_number hs_sender_company_address hs_sender_company_city
        hs_sender_company_country hs_sender_company_domain hs_sender_company_name hs_sender_company_state
        hs_sender_company_zip hs_sender_email hs_sender_firstname hs_sender_image_url hs_sender_jobtitle
        hs_sender_lastname hs_sender_phone hs_slug hs_status hs_template_type hs_terms hs_title
    """,
    "communications": """
        hs_activity_type hs_at_mentioned_owner_ids hs_attachment_ids hs_body_preview hs_body_preview_html
        hs_body_preview_is_truncated hs_communication_body hs_communication_channel_type
        hs_communication_conversation_object_id hs_communication_logged_from hs_created_by hs_createdate
        hs_engagement_source hs_engagement_source_id hs_follow_up_action hs_gdpr_deleted hs_lastmodifieddate
        hs_modified_by hs_obj_coords hs_product_name hs_queue_membership_ids hs_timestamp
    """,
    "feedback_submissions": """
        hs_content hs_createdate hs_lastmodifieddate hs_sentiment hs_submission_name hs_submission_timestamp
        hs_survey_channel hs_survey_name hs_survey_type hs_value
    """,
    "tasks": """
        hs_activity_type hs_at_mentioned_owner_ids hs_attachment_ids hs_body_preview hs_body_preview_html
        hs_body_preview_is_truncated hs_created_by hs_createdate hs_engagement_source hs_engagement_source_id
        hs_follow_up_action hs_gdpr_deleted hs_lastmodifieddate hs_modified_by hs_obj_coords hs_product_name
        hs_queue_id hs_queue_membership_ids hs_task_body hs_task_completion_count hs_task_completion_date
        hs_task_family hs_task_for_object_type hs_task_is_all_day hs_task_is_completed hs_task_is_completed_call
        hs_task_is_completed_email hs_task_is_completed_linked_in hs_task_is_overdue hs_task_is_past_due_date
        hs_task_missed_due_date hs_task_missed_due_date_count hs_task_priority hs_task_relative_reminders
        hs_task_reminders hs_task_repeat_interval hs_task_status hs_task_subject hs_task_type hs_timestamp
    """,
    "notes": """
        hs_activity_type hs_at_mentioned_owner_ids hs_attachment_ids hs_body_preview hs_body_preview_html
        hs_body_preview_is_truncated hs_created_by hs_createdate hs_engagement_source hs_engagement_source_id
        hs_follow_up_action hs_gdpr_deleted hs_lastmodifieddate hs_modified_by hs_note_body hs_obj_coords
        hs_product_name hs_queue_membership_ids hs_timestamp
    """,
    "meetings": """
        hs_activity_type hs_at_mentioned_owner_ids hs_attachment_ids hs_attendee_owner_ids hs_body_preview
        hs_body_preview_html hs_body_preview_is_truncated hs_contact_first_outreach_date hs_created_by hs_createdate
        hs_engagement_source hs_engagement_source_id hs_follow_up_action hs_gdpr_deleted hs_i_cal_uid
        hs_internal_meeting_notes hs_lastmodifieddate hs_meeting_body hs_meeting_created_from_link_id
        hs_meeting_end_time hs_meeting_external_url hs_meeting_location hs_meeting_location_type hs_meeting_outcome
        hs_meeting_source hs_meeting_start_time hs_meeting_title hs_meeting_type hs_modified_by hs_obj_coords
        hs_product_name hs_queue_membership_ids hs_timestamp
    """,
    "calls": """
        hs_activity_type hs_at_mentioned_owner_ids hs_attachment_ids hs_body_preview hs_body_preview_html
        hs_body_preview_is_truncated hs_call_app_id hs_call_body hs_call_callee_object_id
        hs_call_callee_object_type_id hs_call_direction hs_call_disposition hs_call_duration
        hs_call_external_account_id hs_call_external_id hs_call_from_number hs_call_from_number_nickname
        hs_call_has_transcript hs_call_recording_url hs_call_source hs_call_status hs_call_summary hs_call_title
        hs_call_to_number hs_call_to_number_nickname hs_call_transcript_id hs_call_video_recording_url hs_created_by
        hs_createdate hs_engagement_source hs_engagement_source_id hs_follow_up_action hs_gdpr_deleted
        hs_lastmodifieddate hs_modified_by hs_obj_coords hs_product_name hs_queue_membership_ids hs_timestamp
    """,
    "emails": """
        hs_activity_type hs_at_mentioned_owner_ids hs_attachment_ids hs_body_preview hs_body_preview_html
        hs_body_preview_is_truncated hs_created_by hs_createdate hs_email_attached_video_opened hs_email_bcc_email
        hs_email_cc_email hs_email_click_count hs_email_direction hs_email_from_email hs_email_from_firstname
        hs_email_from_lastname hs_email_headers hs_email_html hs_email_logged_from hs_email_message_id
        hs_email_open_count hs_email_sender_email hs_email_sender_firstname hs_email_sender_lastname hs_email_status
        hs_email_subject hs_email_text hs_email_thread_id hs_email_to_email hs_email_to_firstname hs_email_to_lastname
        hs_email_tracker_key hs_engagement_source hs_engagement_source_id hs_follow_up_action hs_gdpr_deleted
        hs_lastmodifieddate hs_modified_by hs_obj_coords hs_product_name hs_queue_membership_ids hs_timestamp
    """,
    "invoices": """
        hs_amount_billed hs_balance_due hs_comments hs_createdate hs_currency hs_due_date hs_external_invoice_id
        hs_invoice_date hs_invoice_status hs_lastmodifieddate hs_number hs_purchase_order_number hs_title
    """,
    "marketing_events": """
        hs_attendees hs_cancellations hs_createdate hs_end_datetime hs_event_cancelled hs_event_description
        hs_event_name hs_event_organizer hs_event_type hs_event_url hs_lastmodifieddate hs_registrations
        hs_start_datetime
    """,
    "subscriptions": """
        hs_createdate hs_currency_code hs_invoice_creation hs_lastmodifieddate hs_name hs_next_payment_amount
        hs_next_payment_due_date hs_payment_enabled hs_recurring_billing_start_date hs_recurring_revenue hs_status
    """,
    "goal_targets": """
        hs_assignee_user_id hs_createdate hs_end_datetime hs_goal_name hs_goal_type hs_kpi_value hs_lastmodifieddate
        hs_start_datetime hs_target_amount
    """,
    "deal_splits": """
        hs_createdate hs_deal_split_amount hs_deal_split_percentage hs_lastmodifieddate
    """,
    "discounts": """
        hs_createdate hs_duration hs_label hs_lastmodifieddate hs_sort_order hs_type hs_value
    """,
    "fees": """
        hs_createdate hs_duration hs_label hs_lastmodifieddate hs_sort_order hs_type hs_value
    """,
    "taxes": """
        hs_createdate hs_duration hs_label hs_lastmodifieddate hs_sort_order hs_type hs_value
    """,
    "commerce_payments": """
        hs_createdate hs_currency_code hs_customer_email hs_external_reference_id hs_fees_amount hs_initial_amount
        hs_initiated_date hs_lastmodifieddate hs_latest_status hs_payment_method_type hs_processor_type
        hs_reference_number
    """,
    "users": """
        hs_availability_status hs_createdate hs_deactivated hs_email hs_family_name hs_given_name hs_internal_user_id
        hs_job_title hs_lastmodifieddate hs_main_user_language_skill hs_out_of_office_hours hs_standard_time_zone
        hs_working_hours
    """,
    "postal_mail": """
        hs_activity_type hs_at_mentioned_owner_ids hs_attachment_ids hs_body_preview hs_body_preview_html
        hs_body_preview_is_truncated hs_created_by hs_createdate hs_engagement_source hs_engagement_source_id
        hs_follow_up_action hs_gdpr_deleted hs_lastmodifieddate hs_modified_by hs_obj_coords hs_postal_mail_body
        hs_product_name hs_queue_membership_ids hs_timestamp
    """,
    "orders": """
        hs_billing_address_city hs_billing_address_country hs_billing_address_email hs_billing_address_street
        hs_createdate hs_currency_code hs_external_created_date hs_external_order_id hs_external_order_status
        hs_external_order_url hs_fulfillment_status hs_lastmodifieddate hs_order_discount hs_order_name hs_order_note
        hs_payment_status hs_pipeline hs_pipeline_stage hs_shipping_address_city hs_shipping_address_country
        hs_shipping_address_postal_code hs_shipping_address_state hs_shipping_address_street hs_shipping_cost
        hs_shipping_tracking_number hs_source_store hs_subtotal_price hs_tax hs_total_price
    """,
    "leads": """
        hs_associated_company_domain hs_associated_company_name hs_associated_contact_email
        hs_associated_contact_firstname hs_associated_contact_lastname hs_contact_email_quality hs_createdate
        hs_lastmodifieddate hs_lead_disqualification_reason hs_lead_label hs_lead_name hs_lead_source hs_lead_type
        hs_pipeline hs_pipeline_stage hs_primary_contact_id
    """,
    "carts": """
        hs_cart_discount hs_cart_name hs_cart_url hs_createdate hs_currency_code hs_external_cart_id
        hs_external_status hs_lastmodifieddate hs_source_store hs_tags hs_tax hs_total_price
    """,
    "services": """
        hs_amount_paid hs_amount_remaining hs_category hs_close_date hs_createdate hs_description hs_lastmodifieddate
        hs_name hs_pipeline hs_pipeline_stage hs_start_date hs_status hs_target_end_date hs_total_cost
    """,
    "courses": """
        hs_course_description hs_course_id hs_course_name hs_createdate hs_delivery_method hs_end_date
        hs_enrollment_capacity hs_lastmodifieddate hs_location hs_price hs_start_date
    """,
    "listings": """
        hs_address_1 hs_address_2 hs_bathrooms hs_bedrooms hs_city hs_country hs_createdate hs_lastmodifieddate
        hs_listing_type hs_name hs_neighborhood hs_price hs_square_footage hs_state_province hs_url hs_year_built
        hs_zip
    """,
    "appointments": """
        hs_appointment_end hs_appointment_name hs_appointment_start hs_appointment_status hs_createdate hs_duration
        hs_lastmodifieddate hs_pipeline hs_pipeline_stage
    """,
    "projects": """
        hs_createdate hs_description hs_lastmodifieddate hs_name hs_pipeline hs_pipeline_stage hs_start_date hs_status
        hs_target_end_date hs_type
    """,
}
TYPES = tuple(_OF_TYPE)
"""HubSpot's object types that have properties here, the most usual first."""
_IDS = {
    "0-1": "contacts",
    "0-2": "companies",
    "company": "companies",
    "0-3": "deals",
    "0-5": "tickets",
    "0-7": "products",
    "0-8": "line_items",
    "0-14": "quotes",
    "0-18": "communications",
    "0-19": "feedback_submissions",
    "0-27": "tasks",
    "0-46": "notes",
    "0-47": "meetings",
    "meeting_event": "meetings",
    "0-48": "calls",
    "0-49": "emails",
    "0-53": "invoices",
    "0-54": "marketing_events",
    "0-69": "subscriptions",
    "0-74": "goal_targets",
    "0-72": "deal_splits",
    "0-84": "discounts",
    "0-85": "fees",
    "0-86": "taxes",
    "tax": "taxes",
    "0-101": "commerce_payments",
    "0-115": "users",
    "0-116": "postal_mail",
    "postal_mail": "postal_mail",
    "0-123": "orders",
    "0-136": "leads",
    "0-142": "carts",
    "0-162": "services",
    "0-410": "courses",
    "0-420": "listings",
    "0-421": "appointments",
    "0-970": "projects",
}


@lru_cache(maxsize=8)
def own_properties(object_type: str) -> frozenset[str]:
    """The known names of a type, by its plural, singular or id; empty for an unknown type."""
    wanted = object_type.casefold()
    plural = _IDS.get(wanted, wanted if wanted in _OF_TYPE else f"{wanted}s")
    own = _OF_TYPE.get(plural)
    return frozenset() if own is None else frozenset((_EVERYWHERE + own).split())
